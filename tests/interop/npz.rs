use npyz::NpyFile;
use std::io::{Cursor, ErrorKind, Read, Seek, Write};
use tightloop::interop::npy::{NpzReader, NpzWriter};
use tightloop::*;

fn archive() -> Vec<u8> {
    let mut file = NpzWriter::new(Cursor::new(Vec::new()));
    file.array("x", &Array::from([[1.5f64, 2.0], [3.0, 4.0]])).unwrap();
    file.compressed_array("half empty", &Array::<i32>::zeros(&[100, 100]).unwrap()).unwrap();
    file.array("scalar", true).unwrap();
    file.finish().unwrap().into_inner()
}

#[test]
fn arrays_are_read_as_they_were_written() {
    let mut file = NpzReader::new(Cursor::new(archive())).unwrap();
    assert_eq!(file.names().collect::<Vec<_>>(), ["x", "half empty", "scalar"]);
    assert_eq!(file.array::<bool>("scalar").unwrap(), Array::scalar(true));
    assert_eq!(file.array::<f64>("x").unwrap(), Array::from([[1.5, 2.0], [3.0, 4.0]]));
    let zeros = Array::zeros(&[100, 100]).unwrap();
    assert_eq!(file.array::<i32>("half empty").unwrap(), zeros);
}

/// The members are files in a zip archive, as other programs see them.
#[test]
fn members_are_npy_files() {
    let bytes = archive();
    assert!(bytes.len() < 2000, "{} bytes: zeros are compressed", bytes.len());
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let member = zip.by_name("x.npy").unwrap();
    assert_eq!(member.compression(), zip::CompressionMethod::Stored);
    let x = NpyFile::new(member).unwrap();
    assert_eq!(x.shape(), [2, 2]);
    assert_eq!(x.into_vec::<f64>().unwrap(), [1.5, 2.0, 3.0, 4.0]);
    let member = zip.by_name("half empty.npy").unwrap();
    assert_eq!(member.compression(), zip::CompressionMethod::Deflated);
    assert_eq!(NpyFile::new(member).unwrap().into_vec::<i32>().unwrap(), [0; 10_000]);
}

#[test]
fn what_is_wrong_is_an_error() {
    let mut file = NpzReader::new(Cursor::new(archive())).unwrap();
    assert_eq!(file.array::<f64>("y").unwrap_err().kind(), ErrorKind::NotFound);
    assert_eq!(file.array::<f32>("x").unwrap_err().kind(), ErrorKind::InvalidData);
    let error = NpzReader::new(Cursor::new(b"no archive")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidData);

    let mut file = NpzWriter::new(Cursor::new(Vec::new()));
    file.array("x", &[1u8]).unwrap();
    assert_eq!(file.array("x", &[2u8]).unwrap_err().kind(), ErrorKind::InvalidInput);

    let mut bytes = archive();
    for end in 0..bytes.len() {
        if let Ok(mut file) = NpzReader::new(Cursor::new(&bytes[..end])) {
            for name in ["x", "half empty", "scalar"] {
                assert!(file.array::<f64>(name).is_err());
            }
        }
    }
    // A byte of an array that is not what it was.
    let place = bytes.windows(8).position(|bytes| bytes == 1.5f64.to_le_bytes()).unwrap();
    bytes[place] ^= 1;
    assert!(NpzReader::new(Cursor::new(bytes)).unwrap().array::<f64>("x").is_err());
}
