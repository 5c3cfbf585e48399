use crate::addresses;
use crate::strategies::{self, shapes, stretched_layouts};
use crate::support::{memory, view};
use proptest::prelude::*;
use std::cell::Cell;
use std::ffi::c_void;
use std::mem::{offset_of, size_of};
use std::ptr::{self, NonNull};
use tightloop::interop::dlpack::{
    CPU, DataType, Device, ManagedTensor, READ_ONLY, RawTensor, Tensor, VERSION, Version,
};
use tightloop::*;
use tightloop_array_core::Layout;

/// A library that counts how often its tensors are deleted.
struct Library {
    data: Vec<u64>,
    shape: Vec<i64>,
    strides: Vec<i64>,
    deleted: Cell<usize>,
}

unsafe extern "C" fn delete(tensor: *mut ManagedTensor) {
    // SAFETY: the tensor is one of `Library::tensor`, which outlives it.
    unsafe {
        let tensor = Box::from_raw(tensor);
        let library = &*tensor.manager_ctx.cast::<Library>();
        library.deleted.set(library.deleted.get() + 1);
    }
}

impl Library {
    fn new(data: Vec<u64>, shape: &[i64], strides: &[i64]) -> Self {
        let (shape, strides, deleted) = (shape.to_vec(), strides.to_vec(), Cell::new(0));
        Library { data, shape, strides, deleted }
    }

    /// Returns a tensor of `u64` after some changes to it.
    fn tensor(&mut self, change: impl FnOnce(&mut ManagedTensor)) -> Result<Tensor> {
        let mut tensor = Box::new(ManagedTensor {
            version: VERSION,
            manager_ctx: ptr::from_mut(self).cast(),
            deleter: Some(delete),
            flags: 0,
            tensor: RawTensor {
                data: self.data.as_mut_ptr().cast(),
                device: Device { device_type: CPU, device_id: 0 },
                ndim: self.shape.len() as i32,
                dtype: DataType { code: 1, bits: 64, lanes: 1 },
                shape: self.shape.as_mut_ptr(),
                strides: self.strides.as_mut_ptr(),
                byte_offset: 0,
            },
        });
        change(&mut tensor);
        // SAFETY: the memory is that of this library, which every test keeps for longer.
        unsafe { Tensor::from_raw(NonNull::from(Box::leak(tensor))) }
    }
}

/// The offsets of the C header on machines with addresses of 64 bits.
#[test]
fn structures_are_those_of_the_header() {
    assert_eq!((size_of::<RawTensor>(), size_of::<ManagedTensor>()), (48, 80));
    assert_eq!(
        [
            offset_of!(RawTensor, data),
            offset_of!(RawTensor, device),
            offset_of!(RawTensor, ndim),
            offset_of!(RawTensor, dtype),
            offset_of!(RawTensor, shape),
            offset_of!(RawTensor, strides),
            offset_of!(RawTensor, byte_offset),
        ],
        [0, 8, 16, 20, 24, 32, 40]
    );
    assert_eq!(
        [
            offset_of!(ManagedTensor, version),
            offset_of!(ManagedTensor, manager_ctx),
            offset_of!(ManagedTensor, deleter),
            offset_of!(ManagedTensor, flags),
            offset_of!(ManagedTensor, tensor),
        ],
        [0, 8, 16, 24, 32]
    );
}

#[test]
fn every_dtype_goes_both_ways() {
    fn check<T: Element>(code: u8) {
        let x = Array::from([[T::ZERO, T::ONE], [T::ONE, T::ONE]]);
        let (address, expected) = (x.as_slice().as_ptr(), x.clone());
        let tensor = Tensor::from(x);
        assert_eq!(tensor.dtype(), DataType { code, bits: 8 * size_of::<T>() as u8, lanes: 1 });
        // SAFETY: the tensor has just been given up.
        let mut tensor = unsafe { Tensor::from_raw(tensor.into_raw()) }.unwrap();
        let view = ArrayView::<T>::try_from(&tensor).unwrap();
        assert_eq!((view, addresses(view)[0]), (expected.view(), address));
        assert_eq!(ArrayView::<T>::try_from(&tensor).unwrap(), expected);
        ArrayViewMut::<T>::try_from(&mut tensor).unwrap().fill(T::ZERO);
        assert_eq!(ArrayView::<T>::try_from(&tensor).unwrap().to_vec(), [T::ZERO; 4]);
    }
    check::<bool>(6);
    check::<i8>(0);
    check::<i16>(0);
    check::<i32>(0);
    check::<i64>(0);
    check::<u8>(1);
    check::<u16>(1);
    check::<u32>(1);
    check::<u64>(1);
    check::<f16>(2);
    check::<bf16>(4);
    check::<f32>(2);
    check::<f64>(2);
    check::<C32>(5);
    check::<C64>(5);
}

#[test]
fn other_libraries_read_ours() {
    for shape in [&[][..], &[0, 3], &[2, 3, 4]] {
        let x = Array::from_fn(shape, |index| index.iter().sum::<usize>() as f64).unwrap();
        let expected = x.to_vec();
        let tensor = Tensor::from(x).into_raw();
        // SAFETY: what the C header says of all tensors.
        unsafe {
            let ManagedTensor { version, flags, deleter, tensor: raw, .. } = tensor.as_ref();
            assert_eq!((*version, *flags), (Version { major: 1, minor: 0 }, 0));
            assert_eq!((raw.ndim as usize, raw.byte_offset), (shape.len(), 0));
            assert_eq!(raw.device, Device { device_type: 1, device_id: 0 });
            let numbers = |numbers| std::slice::from_raw_parts::<i64>(numbers, shape.len());
            let lengths: Vec<usize> = numbers(raw.shape).iter().map(|&len| len as usize).collect();
            assert_eq!(lengths, shape);
            if shape.len() == 3 {
                assert_eq!(numbers(raw.strides), [12, 4, 1]);
            }
            let elements = std::slice::from_raw_parts(raw.data.cast::<f64>(), expected.len());
            assert_eq!(elements, expected);
            deleter.unwrap()(tensor.as_ptr());
        }
    }
}

proptest! {
    #![proptest_config(strategies::config(200))]

    #[test]
    fn layouts_of_others_are_read_in_place(
        layout in shapes().prop_flat_map(stretched_layouts), is_offset: bool
    ) {
        let signed = |numbers: &[usize]| numbers.iter().map(|&n| n as i64).collect::<Vec<_>>();
        let strides: Vec<i64> = layout.strides().iter().map(|&n| n as i64).collect();
        let mut library = Library::new((0..2000).collect(), &signed(layout.shape()), &strides);
        let start = library.data.as_ptr();
        let tensor = library.tensor(|tensor| {
            let offset = layout.offset() as u64 * 8;
            if is_offset {
                tensor.tensor.byte_offset = offset;
            } else {
                tensor.tensor.data = tensor.tensor.data.wrapping_byte_add(offset as usize);
            }
        }).unwrap();
        let x = ArrayView::<u64>::try_from(&tensor).unwrap();
        prop_assert_eq!(x.shape(), layout.shape());
        let expected: Vec<_> = layout.positions().map(|i| start.wrapping_add(i)).collect();
        prop_assert_eq!(addresses(x), expected);
        drop(tensor);
        prop_assert_eq!(library.deleted.get(), 1);
    }
}

#[test]
fn without_strides_elements_are_in_c_order() {
    let mut library = Library::new(vec![1, 2, 3, 4, 5, 6], &[2, 3], &[]);
    let tensor = library.tensor(|tensor| tensor.tensor.strides = ptr::null_mut()).unwrap();
    let x = ArrayView::<u64>::try_from(&tensor).unwrap();
    assert_eq!(x, Array::from([[1u64, 2, 3], [4, 5, 6]]));
    drop(tensor);
    // Without axes and elements, there need not be pointers.
    let mut library = Library::new(vec![7], &[], &[]);
    let tensor = library.tensor(|tensor| tensor.tensor.shape = ptr::null_mut()).unwrap();
    assert_eq!(ArrayView::<u64>::try_from(&tensor).unwrap(), Array::scalar(7u64));
    drop(tensor);
    let mut library = Library::new(vec![], &[0], &[1]);
    let tensor = library.tensor(|tensor| tensor.tensor.data = ptr::null_mut()).unwrap();
    assert_eq!(ArrayView::<u64>::try_from(&tensor).unwrap().shape(), [0]);
    drop(tensor);
    // Nothing is called if there is nothing to call.
    let tensor = library.tensor(|tensor| tensor.deleter = None).unwrap();
    // SAFETY: the box of `Library::tensor`, which its deleter would have dropped.
    drop(unsafe { Box::from_raw(tensor.into_raw().as_ptr()) });
}

#[test]
fn what_is_not_ours_to_read_is_deleted_once() {
    let mut library = Library::new(vec![1], &[1], &[1]);
    for (deleted, (change, message)) in [
        ((|tensor| tensor.version.major = 2) as fn(&mut ManagedTensor), "version 2.0"),
        (|tensor| tensor.version.major = 0, "version 0.0"),
        (|tensor| tensor.tensor.device.device_type = 2, "device of type 2"),
    ]
    .into_iter()
    .enumerate()
    {
        let error = library.tensor(change).unwrap_err();
        assert!(error.to_string().contains(message), "{error}");
        assert_eq!(library.deleted.get(), deleted + 1);
    }
    // Minor versions change nothing that is read here.
    assert!(library.tensor(|tensor| tensor.version.minor = 99).is_ok());
}

#[test]
fn what_does_not_fit_is_an_error() {
    let mut library = Library::new(vec![2; 32], &[2; 17], &[0; 17]);
    let mut error = |change: fn(&mut ManagedTensor)| {
        let tensor = library.tensor(|tensor| {
            tensor.tensor.ndim = 1;
            change(tensor);
        });
        ArrayView::<u64>::try_from(&tensor.unwrap()).map(|_| ()).unwrap_err()
    };
    for change in [
        (|tensor| tensor.tensor.dtype.code = 0) as fn(&mut ManagedTensor),
        |tensor| tensor.tensor.dtype.bits = 32,
        |tensor| tensor.tensor.dtype.lanes = 2,
    ] {
        assert!(matches!(error(change), Error::UnequalDTypes { expected: DType::U64, .. }));
    }
    assert!(matches!(error(|x| x.tensor.ndim = -1), Error::InvalidFormat { .. }));
    assert_eq!(error(|x| x.tensor.ndim = 17), Error::TooManyAxes { ndim: 17 });
    assert!(matches!(error(|x| x.tensor.byte_offset = 4), Error::MisalignedBytes { past: 4, .. }));

    library.shape = vec![-1];
    let tensor = library.tensor(|_| ()).unwrap();
    assert!(matches!(ArrayView::<u64>::try_from(&tensor), Err(Error::InvalidFormat { .. })));
    drop(tensor);
    library.shape = vec![i64::MAX];
    let tensor = library.tensor(|_| ()).unwrap();
    assert!(matches!(ArrayView::<u64>::try_from(&tensor), Err(Error::SizeOverflow { .. })));
    drop(tensor);

    (library.shape, library.strides) = (vec![2, 2], vec![0, 1]);
    let mut tensor = library.tensor(|_| ()).unwrap();
    assert!(matches!(
        ArrayViewMut::<u64>::try_from(&mut tensor),
        Err(Error::OverlappingStrides { .. })
    ));
    assert!(ArrayView::<u64>::try_from(&tensor).is_ok());
    drop(tensor);
    library.strides = vec![2, 1];
    let mut tensor = library.tensor(|tensor| tensor.flags = READ_ONLY).unwrap();
    assert!(tensor.is_read_only());
    assert!(matches!(ArrayViewMut::<u64>::try_from(&mut tensor), Err(Error::InvalidFormat { .. })));
    drop(tensor);
    // A byte that is no truth.
    let tensor = library.tensor(|x| x.tensor.dtype = DataType { code: 6, bits: 8, lanes: 1 });
    assert_eq!(
        ArrayView::<bool>::try_from(&tensor.unwrap()).err(),
        Some(Error::InvalidBool { position: 0, byte: 2 })
    );
}
