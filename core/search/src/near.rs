//! Words at a distance of one: a letter too much, too little or another one, or two letters that changed places.
//! The automaton finds them among all terms of an index; the function decides for terms in memory.

use std::sync::LazyLock;

use levenshtein_automata::{DFA, LevenshteinAutomatonBuilder, SINK_STATE};
use tantivy_fst::Automaton;

/// Whether two words are at a distance of one at most.
pub(crate) fn is_near(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let before = one.iter().zip(&other).take_while(|(left, right)| left == right).count();
    let (one, other) = (&one[before..], &other[before..]);
    match (one, other) {
        ([], []) | ([_], [] | [_]) | ([], [_]) => true,
        ([first, rest @ ..], [second, others @ ..]) => {
            let is_swapped = || match (rest, others) {
                ([next, rest @ ..], [following, others @ ..]) => first == following && next == second && rest == others,
                _ => false,
            };
            rest == others || one == others || rest == other || is_swapped()
        }
        _ => false,
    }
}

/// Accepts terms that begin with a head and go on with a word that is near another one.
pub(crate) struct Near {
    head: Vec<u8>,
    word: DFA,
}

impl Near {
    /// Terms of `head` near `word`.
    pub fn new(head: &str, word: &str) -> Self {
        static BUILDER: LazyLock<LevenshteinAutomatonBuilder> =
            LazyLock::new(|| LevenshteinAutomatonBuilder::new(1, true));
        Self { head: head.as_bytes().to_vec(), word: BUILDER.build_dfa(word) }
    }
}

/// How far the head has been read, or where the word's automaton is.
#[derive(Debug, Clone, Copy)]
pub(crate) enum State {
    Head(usize),
    Word(u32),
    Lost,
}

impl Automaton for Near {
    type State = State;

    fn start(&self) -> State {
        if self.head.is_empty() { State::Word(self.word.initial_state()) } else { State::Head(0) }
    }

    fn is_match(&self, state: &State) -> bool {
        matches!(state, State::Word(state) if matches!(self.word.distance(*state), levenshtein_automata::Distance::Exact(_)))
    }

    fn can_match(&self, state: &State) -> bool {
        match state {
            State::Head(_) => true,
            State::Word(state) => *state != SINK_STATE,
            State::Lost => false,
        }
    }

    fn accept(&self, state: &State, byte: u8) -> State {
        match state {
            State::Head(at) if self.head.get(*at) != Some(&byte) => State::Lost,
            State::Head(at) if at + 1 == self.head.len() => State::Word(self.word.initial_state()),
            State::Head(at) => State::Head(at + 1),
            State::Word(state) => State::Word(self.word.transition(*state, byte)),
            State::Lost => State::Lost,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn accepts(automaton: &Near, term: &str) -> bool {
        let end = term.bytes().fold(automaton.start(), |state, byte| automaton.accept(&state, byte));
        automaton.is_match(&end)
    }

    #[test]
    fn one_mistake_is_near_and_two_are_not() {
        for (word, is_it) in [
            ("hammer", true),
            ("hamer", true),
            ("hammmer", true),
            ("hummer", true),
            ("hamemr", true),
            ("ahmmer", true),
            ("hammr", true),
            ("hamr", false),
            ("mahmer", false),
            ("hammers2", false),
        ] {
            assert_eq!(is_near("hammer", word), is_it, "{word}");
        }
    }

    proptest! {
        #[test]
        fn both_ways_agree(one in "[abł]{0,6}", other in "[abł]{0,6}") {
            let automaton = Near::new("wé", &one);
            prop_assert_eq!(accepts(&automaton, &format!("wé{other}")), is_near(&one, &other));
            let longer = format!("{other}b");
            prop_assert_eq!(accepts(&automaton, &format!("wé{longer}")), is_near(&one, &longer));
            prop_assert!(!accepts(&automaton, &other));
        }
    }
}
