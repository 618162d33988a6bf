//! A request's body on the wire, whose client may not fall silent.
//! Without it a client that stops in the middle of an upload would hold its connection for ever.

use std::{
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use axum::body::Body;
use bytes::Bytes;
use http_body::{Body as HttpBody, Frame, SizeHint};
use hyper::body::Incoming;
use tokio::time::Sleep;

/// A request's body that fails when its client falls silent.
pub(crate) struct Patient {
    body: Incoming,
    silence: Duration,
    alarm: Option<Pin<Box<Sleep>>>,
}

impl Patient {
    /// Bodies that are there already cost nothing.
    pub(crate) fn wrap(body: Incoming, silence: Duration) -> Body {
        if body.is_end_stream() { Body::empty() } else { Body::new(Self { body, silence, alarm: None }) }
    }
}

impl HttpBody for Patient {
    type Data = Bytes;
    type Error = axum::BoxError;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::BoxError>>> {
        let this = self.get_mut();
        if let Poll::Ready(frame) = Pin::new(&mut this.body).poll_frame(cx) {
            this.alarm = None;
            return Poll::Ready(frame.map(|frame| frame.map_err(Into::into)));
        }
        let silence = this.silence;
        let alarm = this.alarm.get_or_insert_with(|| Box::pin(tokio::time::sleep(silence)));
        ready!(alarm.as_mut().poll(cx));
        Poll::Ready(Some(Err("the client fell silent within the body".into())))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
