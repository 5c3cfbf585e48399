use crate::addresses;
use crate::strategies::{self, distinct_layouts, layouts, shapes, stretched_layouts};
use crate::support::{Numbered, memory, view};
use npyz::WriterBuilder;
use proptest::prelude::{Strategy, any, prop_assert_eq, proptest};
use std::fs::File;
use std::io::{ErrorKind, Write};
use tightloop::interop::npy::NpyElement;
use tightloop::*;

/// Returns the bytes of a file.
fn written<T: NpyElement>(x: ArrayView<'_, T>) -> Vec<u8> {
    let mut file = Vec::new();
    x.write_npy(&mut file).unwrap();
    file
}

/// Returns the error of a reader.
fn error<T: NpyElement>(file: &[u8]) -> Error {
    let error = Array::<T>::read_npy(file).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidData);
    *error.into_inner().unwrap().downcast::<Error>().unwrap()
}

/// Returns the bytes of a file of version 1.0 with this header.
fn file(header: &str, data: &[u8]) -> Vec<u8> {
    let mut file = b"\x93NUMPY\x01\x00".to_vec();
    file.extend((header.len() as u16).to_le_bytes());
    file.extend(header.bytes());
    file.extend(data);
    file
}

/// Checks files of ours with the crate `npyz`, and its files with ours.
fn agrees<T>(elements: Vec<T>)
where
    T: NpyElement + npyz::AutoSerialize + npyz::Deserialize,
{
    let x = Array::from_vec(&[elements.len() / 6, 2, 3], elements.clone()).unwrap();
    for view in [x.view(), x.t(), x.permuted(&[1, 2, 0]).unwrap(), x.flip(1).unwrap()] {
        let ours = written(view);
        assert_eq!((ours.len() - x.len() * size_of::<T>()) % 64, 0);
        let file = npyz::NpyFile::new(&ours[..]).unwrap();
        let shape: Vec<_> = view.shape().iter().map(|&len| len as u64).collect();
        assert_eq!(file.shape(), shape);
        let is_fortran = file.order() == npyz::Order::Fortran;
        let expected = if is_fortran { view.t().to_vec() } else { view.to_vec() };
        assert_eq!(file.into_vec::<T>().unwrap(), expected);
        assert_eq!(Array::<T>::read_npy(&ours[..]).unwrap(), view);
    }

    for order in [npyz::Order::C, npyz::Order::Fortran] {
        let mut theirs = Vec::new();
        let options = npyz::WriteOptions::new().default_dtype().order(order);
        let mut writer = options.shape(&[2, 3]).writer(&mut theirs).begin_nd().unwrap();
        writer.extend(elements.iter().copied().take(6)).unwrap();
        writer.finish().unwrap();
        let expected = match order {
            npyz::Order::C => Array::from_slice(&[2, 3], &elements[..6]).unwrap(),
            npyz::Order::Fortran => {
                Array::from_slice(&[3, 2], &elements[..6]).unwrap().t().to_array()
            }
        };
        assert_eq!(Array::<T>::read_npy(&theirs[..]).unwrap(), expected);
        let aligned = Array::from(theirs);
        let view = ArrayView::<T>::from_npy(aligned.as_slice()).unwrap();
        assert_eq!(view, expected);
        let range = aligned.as_slice().as_ptr_range();
        assert!(addresses(view).iter().all(|address| range.contains(&address.cast())));
    }
}

#[test]
fn agrees_with_another_implementation() {
    fn numbered<T>(of: impl Fn(i32) -> T) -> Vec<T> {
        (-600..600).map(of).collect()
    }
    agrees(numbered(|i| i % 3 == 0));
    agrees(numbered(|i| i as i8));
    agrees(numbered(|i| i as i16 * 50));
    agrees(numbered(|i| i * 100_000));
    agrees(numbered(|i| i64::from(i) << 40));
    agrees(numbered(|i| i as u8));
    agrees(numbered(|i| i as u16));
    agrees(numbered(|i| i as u32));
    agrees(numbered(|i| i as u64));
    agrees(numbered(|i| i as f32 / 7.0));
    agrees(numbered(|i| f64::from(i) / 7.0));
}

/// The types that `npyz` has without its features are all but these.
#[test]
fn the_other_dtypes_are_read_as_they_were_written() {
    fn check<T: NpyElement>(x: Array<T>, descr: &str) {
        let file = written(x.view());
        let header = format!("{{'descr': '{descr}', 'fortran_order': False, 'shape': (2, 2), }}");
        assert_eq!(file[10..10 + header.len()], *header.as_bytes());
        assert_eq!(file[128..], *x.as_bytes());
        assert_eq!(Array::<T>::read_npy(&file[..]).unwrap(), x);
        assert_eq!(ArrayView::from_npy(Array::from(file).as_slice()).unwrap(), x);
    }
    let half = f16::from_bits;
    check(Array::from([[half(1), half(2)], [half(0x3c00), half(0xfbff)]]), "<f2");
    let (i, one) = (C32::new(0.0, 1.0), C32::new(1.0, 0.0));
    check(Array::from([[i, one], [one + i, one - i]]), "<c8");
    let (i, one) = (C64::new(0.0, 1.0), C64::new(1.0, 0.0));
    check(Array::from([[i, one], [one + i, one - i]]), "<c16");
}

proptest! {
    #![proptest_config(strategies::config(100))]

    #[test]
    fn all_layouts_are_read_as_they_were_written(
        layout in shapes().prop_flat_map(stretched_layouts)
    ) {
        let memory = memory::<f32>(1);
        let x = view(&memory, &layout);
        let file = Array::from(written(x));
        prop_assert_eq!(Array::<f32>::read_npy(file.as_slice()).unwrap(), x);
        prop_assert_eq!(ArrayView::<f32>::from_npy(file.as_slice()).unwrap(), x);
    }

    /// Whatever the bytes are, there is an array or an error.
    #[test]
    fn no_bytes_panic(
        changes in proptest::collection::vec((0..90usize, any::<u8>()), 1..6), cut in 0..400usize
    ) {
        let mut file = written(Array::from([[1.5f32, 2.0], [3.0, 4.0]]).view());
        file.truncate(cut);
        for (place, byte) in changes {
            if let Some(old) = file.get_mut(place) {
                *old = byte;
            }
        }
        let file = Array::from(file);
        let view = ArrayView::<f32>::from_npy(file.as_slice());
        if let (Ok(view), Ok(array)) = (view, Array::<f32>::read_npy(file.as_slice())) {
            prop_assert_eq!(view.as_bytes(), Some(array.as_bytes()));
        }
    }
}

#[test]
fn large_arrays_are_read_and_written_in_pieces() {
    let x = Array::from_fn(&[500, 301], |index| (index[0] * 301 + index[1]) as f64).unwrap();
    for view in [x.view(), x.t(), x.flip(1).unwrap(), x.slice((.., ..100)).unwrap()] {
        let file = written(view);
        assert_eq!(file.len(), 128 + 8 * view.len());
        assert_eq!(Array::<f64>::read_npy(&file[..]).unwrap(), view);
    }
    // A `bool` is checked, and named by its place among all of them.
    let mut file = written(Array::full(&[70_000], true).unwrap().view());
    file[128 + 69_000] = 2;
    let invalid = Error::InvalidBool { position: 69_000, byte: 2 };
    assert_eq!(error::<bool>(&file), invalid);
    assert_eq!(ArrayView::<bool>::from_npy(&file).err(), Some(invalid));
}

#[test]
fn files_follow_each_other() {
    let (x, y) = (Array::from([1, 2, 3]), Array::from([[4.5]]));
    let file = [written(x.view()), written(y.view())].concat();
    let mut reader = &file[..];
    assert_eq!(Array::<i32>::read_npy(&mut reader).unwrap(), x);
    assert_eq!(Array::<f64>::read_npy(&mut reader).unwrap(), y);
    assert!(reader.is_empty());
    assert_eq!(ArrayView::from_npy(Array::from(file).as_slice()).unwrap(), x);
}

#[test]
fn other_writers_and_versions_are_read() {
    let x = Array::from([[1i16, 2], [3, 4]]);
    let (little, big) = ([1, 0, 2, 0, 3, 0, 4, 0], [0, 1, 0, 2, 0, 3, 0, 4]);
    for header in [
        "{'descr': '<i2', 'fortran_order': False, 'shape': (2, 2), }          \n",
        "{'shape': (2L, 2L), 'fortran_order': False, 'descr': '<i2'}\n",
        "{\"descr\":\"<i2\",\"shape\":(2,2,),\"fortran_order\":False,}",
        " { 'descr' : '=i2' , 'fortran_order' : False , 'shape' : ( 2 , 2 ) } ",
    ] {
        assert_eq!(Array::<i16>::read_npy(&file(header, &little)[..]).unwrap(), x, "{header}");
    }
    let header = "{'descr': '<i2', 'fortran_order': False, 'shape': (2, 2), }";
    for version in [2, 3] {
        let mut file = [b"\x93NUMPY", &[version, 0][..]].concat();
        file.extend((header.len() as u32).to_le_bytes());
        file.extend(header.bytes().chain(little));
        assert_eq!(Array::<i16>::read_npy(&file[..]).unwrap(), x);
    }
    let swapped = file(&header.replace('<', ">"), &big);
    assert_eq!(Array::<i16>::read_npy(&swapped[..]).unwrap(), x);
    // A view cannot swap bytes.
    assert!(matches!(
        ArrayView::<i16>::from_npy(&swapped),
        Err(Error::UnequalDTypes { expected: DType::I16, .. })
    ));
    // Each part of a complex number has its own order.
    let header = "{'descr': '>c8', 'fortran_order': False, 'shape': (), }";
    let file = file(header, &[0x3f, 0x80, 0, 0, 0x40, 0, 0, 0]);
    let z = Array::scalar(C32::new(1.0, 2.0));
    assert_eq!(Array::<C32>::read_npy(&file[..]).unwrap(), z);
}

#[test]
fn what_is_wrong_is_an_error() {
    let right = "{'descr': '<i2', 'fortran_order': False, 'shape': (2, 2), }";
    let data = [0; 8];
    assert!(Array::<i16>::read_npy(&file(right, &data)[..]).is_ok());
    for (from, to) in [
        ("'descr'", "'what'"),
        ("'descr': '<i2', ", ""),
        ("'<i2'", "[('x', '<i2')]"),
        ("False", "0"),
        ("(2, 2)", "[2, 2]"),
        ("(2, 2)", "(2, -2)"),
        ("(2, 2)", "(2, 99999999999999999999999)"),
        ("(2, 2)", "(2, 2"),
        ("(2, 2), }", "(2, 2)"),
        (", }", ", } + 1"),
        ("'shape': ", "'shape' "),
        ("'<i2'", "'<i2"),
    ] {
        let file = file(&right.replace(from, to), &data);
        assert!(matches!(error::<i16>(&file), Error::InvalidFormat { format: "npy", .. }), "{to}");
        assert!(matches!(ArrayView::<i16>::from_npy(&file), Err(Error::InvalidFormat { .. })));
    }
    for descr in ["<i4", "<u2", "|i2", "i2i2", "<i", "O", "<U2", "<M8[s]", "i22", ""] {
        let file = file(&right.replace("<i2", descr), &data);
        let expected =
            Error::UnequalDTypes { op: "npy", expected: DType::I16, found: descr.into() };
        assert_eq!(error::<i16>(&file), expected);
        assert_eq!(ArrayView::<i16>::from_npy(&file).err(), Some(expected));
    }
    let many = file(&right.replace("(2, 2)", &format!("({})", "1, ".repeat(17))), &data);
    assert!(matches!(error::<i16>(&many), Error::TooManyAxes { .. }));
    let huge = file(&right.replace("(2, 2)", "(4294967296, 4294967296)"), &data);
    assert!(matches!(error::<i16>(&huge), Error::SizeOverflow { .. }));
    let empty = file(&right.replace("(2, 2)", "(0, 4294967296, 4294967296)"), &data);
    assert!(matches!(error::<i16>(&empty), Error::SizeOverflow { .. }));

    let magic = b"\x93NUMPX\x01\x00\x00\x00";
    assert!(matches!(error::<i16>(magic), Error::InvalidFormat { .. }));
    assert!(matches!(error::<i16>(b"\x93NUMPY\x04\x00\x00\x00"), Error::InvalidFormat { .. }));
    let long = b"\x93NUMPY\x02\x00\xff\xff\xff\xff";
    assert!(matches!(error::<i16>(long), Error::InvalidFormat { .. }));

    let file = file(right, &data);
    for end in 0..file.len() {
        let error = Array::<i16>::read_npy(&file[..end]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UnexpectedEof);
        let error = ArrayView::<i16>::from_npy(&file[..end]).unwrap_err();
        assert!(matches!(error, Error::InvalidFormat { .. }));
    }
    let shifted = Array::from([&[0][..], &written(Array::from([1i16, 2]).view())].concat());
    let misaligned = ArrayView::<i16>::from_npy(&shifted.as_slice()[1..]);
    assert!(matches!(misaligned, Err(Error::MisalignedBytes { align: 2, past: 1, .. })));
}

#[test]
fn a_mapped_file_is_read_in_place() {
    let path = std::env::temp_dir().join(format!("tightloop-{}.npy", std::process::id()));
    let x = Array::from_fn(&[100, 30], |index| index[0] as f32 - index[1] as f32).unwrap();
    x.t().write_npy(File::create(&path).unwrap()).unwrap();
    // SAFETY: nobody else knows the file.
    let map = unsafe { memmap2::Mmap::map(&File::open(&path).unwrap()) }.unwrap();
    let view = ArrayView::<f32>::from_npy(&map).unwrap();
    assert_eq!(view, x.t());
    assert_eq!(addresses(view)[0].cast(), &raw const map[128]);
    assert_eq!(sum(view), sum(&x));
    drop(map);
    std::fs::remove_file(&path).unwrap();
}

#[test]
fn errors_of_readers_and_writers_are_passed_on() {
    let error = Array::from([1; 100]).write_npy(&mut [0; 200][..]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::WriteZero);
}
