//! How long a message waits between attempts.
//! Long enough to outlast greylisting and a mail server's bad morning, short enough that nobody wonders the next day.

/// Seconds before the second attempt, the third and so on: 1 min, 5 min, 30 min, 2 h, 8 h.
const PAUSES: [i64; 5] = [60, 300, 1_800, 7_200, 28_800];

/// How long to wait after so many failures in a row; nothing when it is given up.
pub(crate) fn pause_seconds(failures: i32) -> Option<i64> {
    let nth = usize::try_from(failures).ok()?.checked_sub(1)?;
    PAUSES.get(nth).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_given_up_after_six_failures() {
        let pauses: Vec<_> = (1..=7).map(pause_seconds).collect();
        assert_eq!(pauses, [Some(60), Some(300), Some(1_800), Some(7_200), Some(28_800), None, None]);
        assert_eq!(pause_seconds(0), None);
    }
}
