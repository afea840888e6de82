//! Transport compression: `zlib-stream` and `zstd-stream`. Source: events/gateway, Transport Compression.
//!
//! Both formats can carry stored, that is uncompressed, blocks, which every decoder reads. On one machine bytes cost
//! nothing and processor time does, so that is what is sent; no library is needed for it.

/// A stream over all payloads of one connection.
#[derive(Debug)]
pub struct Stream {
    format: Format,
    started: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Zlib,
    Zstd,
}

/// Deflate: the largest stored block.
const DEFLATE_BLOCK: usize = 65_535;
/// Zstandard: the largest block.
const ZSTD_BLOCK: usize = 128 << 10;

impl Stream {
    /// The stream of the query's `compress`; none for anything else.
    pub fn of(query: &str) -> Option<Self> {
        let format = match query {
            "zlib-stream" => Format::Zlib,
            "zstd-stream" => Format::Zstd,
            _ => return None,
        };
        Some(Stream { format, started: false })
    }

    /// A payload as the next part of the stream.
    pub fn pack(&mut self, payload: &[u8]) -> Vec<u8> {
        let mut out = Vec::with_capacity(payload.len() + 64);
        let is_first = !std::mem::replace(&mut self.started, true);
        match self.format {
            Format::Zlib => {
                if is_first {
                    // RFC 1950: deflate with a window of 32 KiB, fastest.
                    out.extend([0x78, 0x01]);
                }
                for block in payload.chunks(DEFLATE_BLOCK) {
                    stored(&mut out, block);
                }
                // An empty block ends at 00 00 FF FF: by that a client knows that the payload is whole.
                stored(&mut out, &[]);
            }
            Format::Zstd => {
                if is_first {
                    // RFC 8878: magic number; no checksum, no size; a window of 128 KiB.
                    out.extend([0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x38]);
                }
                for block in payload.chunks(ZSTD_BLOCK) {
                    // Not the last block, raw, its size.
                    out.extend(&(block.len() as u32).wrapping_shl(3).to_le_bytes()[..3]);
                    out.extend(block);
                }
            }
        }
        out
    }
}

/// RFC 1951: not the last block, stored, its length, the length's complement.
fn stored(out: &mut Vec<u8>, block: &[u8]) {
    let length = block.len() as u16;
    out.push(0);
    out.extend(length.to_le_bytes());
    out.extend((!length).to_le_bytes());
    out.extend(block);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_zlib_payload_ends_with_the_mark() {
        let mut stream = Stream::of("zlib-stream").unwrap();
        let first = stream.pack(b"{}");
        assert_eq!(first, [0x78, 1, 0, 2, 0, 0xFD, 0xFF, b'{', b'}', 0, 0, 0, 0xFF, 0xFF]);
        assert!(stream.pack(&[b'x'; 70_000]).ends_with(&[0, 0, 0xFF, 0xFF]));
    }

    #[test]
    fn each_zstd_payload_is_whole_blocks() {
        let mut stream = Stream::of("zstd-stream").unwrap();
        assert_eq!(stream.pack(b"{}"), [0x28, 0xB5, 0x2F, 0xFD, 0, 0x38, 0x10, 0, 0, b'{', b'}']);
        assert_eq!(stream.pack(&vec![0; 200_000]).len(), 200_000 + 2 * 3);
    }
}
