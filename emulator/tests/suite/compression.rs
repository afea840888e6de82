//! Transport compression, read by decoders of others. Source: events/gateway, Transport Compression.

use std::io::{self, Read};
use std::sync::mpsc::{Receiver, channel};

use flate2::{Decompress, FlushDecompress};
use futures_util::{SinkExt, StreamExt};
use ruzstd::decoding::StreamingDecoder;
use serde_json::{Deserializer, Value};
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::Message;

use crate::bot::{emulator, identify};

/// Goes through HELLO, READY and a server, and gives each binary frame to `take` until it says that this was enough.
async fn frames(compress: &str, mut take: impl FnMut(Vec<u8>) -> bool) {
    let emulator = emulator().await;
    let url = emulator.url().replacen("http", "ws", 1);
    let (mut socket, _) =
        connect_async(format!("{url}/?v=10&compress={compress}")).await.expect("a connection");
    socket.send(Message::text(identify(1).to_string())).await.expect("it is sent");
    while let Some(frame) = socket.next().await {
        let Message::Binary(bytes) = frame.expect("a frame") else { panic!("compressed frames are binary") };
        if take(bytes.to_vec()) {
            return;
        }
    }
    panic!("the connection ended");
}

fn names(payloads: &[Value]) -> Vec<String> {
    payloads.iter().map(|payload| payload["t"].as_str().unwrap_or("HELLO").to_owned()).collect()
}

#[tokio::test]
async fn zlib_streams_are_read_by_a_usual_decoder() {
    let (mut decoder, mut payloads) = (Decompress::new(true), Vec::new());
    frames("zlib-stream", |bytes| {
        assert!(bytes.ends_with(&[0, 0, 0xFF, 0xFF]), "by that a client knows that a payload is whole");
        let mut text = Vec::with_capacity(1 << 20);
        decoder.decompress_vec(&bytes, &mut text, FlushDecompress::Sync).expect("zlib");
        payloads.push(serde_json::from_slice(&text).expect("one payload a frame"));
        payloads.len() == 3
    })
    .await;
    assert_eq!(names(&payloads), ["HELLO", "READY", "GUILD_CREATE"]);
}

/// What comes over a channel, as something to read from.
struct Arriving {
    from: Receiver<Vec<u8>>,
    rest: io::Cursor<Vec<u8>>,
}

impl Read for Arriving {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            match self.rest.read(into)? {
                0 => match self.from.recv() {
                    Ok(next) => self.rest = io::Cursor::new(next),
                    Err(_) => return Ok(0),
                },
                read => return Ok(read),
            }
        }
    }
}

#[tokio::test]
async fn zstd_streams_are_read_by_a_usual_decoder() {
    let (to, from) = channel();
    let reading = std::thread::spawn(move || {
        let arriving = Arriving { from, rest: io::Cursor::default() };
        let decoder = StreamingDecoder::new(arriving).expect("zstd");
        let payloads = Deserializer::from_reader(decoder).into_iter::<Value>();
        payloads.take(3).map(|payload| payload.expect("JSON")).collect::<Vec<_>>()
    });
    let mut sent = 0;
    frames("zstd-stream", |bytes| {
        to.send(bytes).expect("it is read");
        sent += 1;
        sent == 3
    })
    .await;
    // This decoder reads ahead, and a gateway's stream has no end: the last block, raw and empty, gives it one.
    to.send(vec![1, 0, 0]).expect("it is read");
    drop(to);
    assert_eq!(names(&reading.join().expect("no panic")), ["HELLO", "READY", "GUILD_CREATE"]);
}
