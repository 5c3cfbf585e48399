//! Tensors of [DLPack](https://dmlc.github.io/dlpack/latest/), version 1: how arrays pass between
//! libraries and languages in one process. The structures are those of its C header.

use core::ffi::c_void;
use core::marker::PhantomData;
use core::ptr::{self, NonNull};
use core::slice;

use tightloop_array_core::{
    Buffer, DType, Element, Error, Layout, MAX_NDIM, Result, Shape, Strided, StridedMut, Strides,
};

const OP: &str = "dlpack";

/// The version of the structures below. Another minor version has the same, with further flags and
/// values.
pub const VERSION: Version = Version { major: 1, minor: 0 };

/// The type of the device that is the CPU.
pub const CPU: i32 = 1;

/// The [flag](ManagedTensor::flags) of elements that must not be written.
pub const READ_ONLY: u64 = 1;

/// A version: `DLPackVersion`.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version {
    /// Changes with the structures.
    pub major: u32,
    /// Changes with their values.
    pub minor: u32,
}

/// A device: `DLDevice`.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Device {
    /// The type of the device.
    pub device_type: i32,
    /// Which of several devices.
    pub device_id: i32,
}

/// A type of elements: `DLDataType`.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DataType {
    /// The kind of numbers.
    pub code: u8,
    /// The size of a number, in bits.
    pub bits: u8,
    /// How many numbers an element has.
    pub lanes: u16,
}

/// Elements and their layout: `DLTensor`.
#[repr(C)]
#[derive(Debug)]
pub struct RawTensor {
    /// The start of the memory.
    pub data: *mut c_void,
    /// Where the memory is.
    pub device: Device,
    /// The number of axes.
    pub ndim: i32,
    /// The type of the elements.
    pub dtype: DataType,
    /// The length of each axis.
    pub shape: *mut i64,
    /// The stride of each axis, in elements. If null, elements are in C order.
    pub strides: *mut i64,
    /// Where the first element is, in bytes from the start of the memory.
    pub byte_offset: u64,
}

/// A tensor that owns its memory: `DLManagedTensorVersioned`.
#[repr(C)]
#[derive(Debug)]
pub struct ManagedTensor {
    /// The version of this structure. In every version, it and the next two fields are the first.
    pub version: Version,
    /// What the deleter needs.
    pub manager_ctx: *mut c_void,
    /// Gives the memory back, and that of this structure.
    pub deleter: Option<unsafe extern "C" fn(*mut ManagedTensor)>,
    /// See [`READ_ONLY`].
    pub flags: u64,
    /// The elements.
    pub tensor: RawTensor,
}

/// A tensor of DLPack in the memory of the CPU, which this owns. Its deleter is called on drop.
///
/// ```
/// use tightloop_array_core::{Buffer, Layout};
/// use tightloop_interop::dlpack::Tensor;
///
/// let x = Tensor::new(Buffer::from_slice(&[1.0f32, 2.0, 3.0])?, &Layout::line(3));
/// assert_eq!(x.view::<f32>()?.to_vec(), [1.0, 2.0, 3.0]);
/// assert!(x.view::<f64>().is_err());
/// # Ok::<(), tightloop_array_core::Error>(())
/// ```
///
/// # Invariant
///
/// That of [`from_raw`](Self::from_raw), and the major version is that of [`VERSION`].
#[derive(Debug)]
pub struct Tensor {
    ptr: NonNull<ManagedTensor>,
    owner: PhantomData<ManagedTensor>,
}

impl Tensor {
    /// Makes a tensor of the elements of a buffer, in its memory.
    ///
    /// # Panics
    ///
    /// If the layout does not [fit](Layout::fits) the buffer.
    pub fn new<T: Element>(buffer: Buffer<T>, layout: &Layout) -> Self {
        assert!(layout.fits(buffer.len()), "the layout does not fit its data");
        let owned = Box::into_raw(Box::new(Owned {
            managed: ManagedTensor {
                version: VERSION,
                manager_ctx: ptr::null_mut(),
                deleter: Some(delete::<T>),
                flags: 0,
                tensor: RawTensor {
                    data: ptr::null_mut(),
                    device: Device { device_type: CPU, device_id: 0 },
                    ndim: layout.ndim() as i32,
                    dtype: data_type(T::DTYPE),
                    shape: ptr::null_mut(),
                    strides: ptr::null_mut(),
                    byte_offset: 0,
                },
            },
            shape: [0; MAX_NDIM],
            strides: [0; MAX_NDIM],
            buffer,
        }));
        // SAFETY: it has just been made, and nobody else has it yet. All pointers into it are made
        // of this one, as is the one from which the deleter makes a box again.
        unsafe {
            let offset = if layout.is_empty() { 0 } else { layout.offset() };
            let Owned { managed, shape, strides, buffer } = &mut *owned;
            managed.tensor.data = buffer.as_mut_ptr().wrapping_add(offset).cast();
            for (place, &len) in shape.iter_mut().zip(layout.shape()) {
                *place = len as i64;
            }
            for (place, &stride) in strides.iter_mut().zip(layout.strides()) {
                *place = stride as i64;
            }
            (*owned).managed.tensor.shape = (&raw mut (*owned).shape).cast();
            (*owned).managed.tensor.strides = (&raw mut (*owned).strides).cast();
            Tensor { ptr: NonNull::new_unchecked(owned.cast()), owner: PhantomData }
        }
    }

    /// Takes a tensor over from another library. If there is an error, it has been deleted.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidFormat`] if the major version is another one, or the memory is not that of
    /// the CPU.
    ///
    /// # Safety
    ///
    /// The pointer leads to a tensor as its version of DLPack describes it, which the caller owns
    /// and gives up. Its elements are initialised, and for as long as a view of them lives, nobody
    /// else writes them; nor reads them, if the view is mutable.
    pub unsafe fn from_raw(ptr: NonNull<ManagedTensor>) -> Result<Self> {
        let tensor = Tensor { ptr, owner: PhantomData };
        // SAFETY: every version begins with the version.
        let version = unsafe { (&raw const (*ptr.as_ptr()).version).read() };
        if version.major != VERSION.major {
            let Version { major, minor } = version;
            return Err(invalid(&format!("version {major}.{minor} is not supported")));
        }
        let Device { device_type, .. } = tensor.raw().device;
        if device_type != CPU {
            return Err(invalid(&format!("the memory is that of a device of type {device_type}")));
        }
        Ok(tensor)
    }

    /// Gives the tensor to another library, which has to call its deleter.
    pub fn into_raw(self) -> NonNull<ManagedTensor> {
        core::mem::ManuallyDrop::new(self).ptr
    }

    /// Returns the type of the elements.
    pub fn dtype(&self) -> DataType {
        self.raw().dtype
    }

    /// Returns whether the elements must not be written.
    pub fn is_read_only(&self) -> bool {
        // SAFETY: the tensor is one of this version (the type's invariant).
        unsafe { self.ptr.as_ref() }.flags & READ_ONLY != 0
    }

    fn raw(&self) -> &RawTensor {
        // SAFETY: the tensor is one of this version (the type's invariant).
        &unsafe { self.ptr.as_ref() }.tensor
    }

    /// Returns a view of the elements.
    ///
    /// # Errors
    ///
    /// - [`Error::UnequalDTypes`] if they are of another type.
    /// - [`Error::InvalidFormat`] if a number of axes or a length is negative, or something does
    ///   not fit into the address space.
    /// - [`Error::MisalignedBytes`] if they are not aligned, and [`Error::InvalidBool`] if a `bool`
    ///   is neither 0 nor 1.
    /// - [`Error::TooManyAxes`] or [`Error::SizeOverflow`] if no array has that shape.
    pub fn view<T: Element>(&self) -> Result<Strided<'_, T>> {
        let (first, shape, strides) = self.parts::<T>()?;
        // SAFETY: these are the elements, which nobody writes while the tensor is borrowed (the
        // type's invariant). If they are of type `bool`, they have been checked.
        unsafe { Strided::from_raw_parts(first, &shape, &strides) }
    }

    /// Returns a mutable view of the elements.
    ///
    /// # Errors
    ///
    /// Those of [`view`](Self::view); [`Error::InvalidFormat`] if they must not be written;
    /// [`Error::OverlappingStrides`] if two indices reach the same element.
    pub fn view_mut<T: Element>(&mut self) -> Result<StridedMut<'_, T>> {
        if self.is_read_only() {
            return Err(invalid("the tensor must not be written"));
        }
        let (first, shape, strides) = self.parts::<T>()?;
        // SAFETY: as in `view`; the tensor is borrowed mutably, and nobody else has the elements.
        unsafe { StridedMut::from_raw_parts(first, &shape, &strides) }
    }

    /// Returns a pointer to the first element, the shape and the strides.
    fn parts<T: Element>(&self) -> Result<(*mut T, Shape, Strides)> {
        let raw = self.raw();
        if raw.dtype != data_type(T::DTYPE) {
            let DataType { code, bits, lanes } = raw.dtype;
            let found = format!("code {code} of {bits} bits and {lanes} lanes").into();
            return Err(Error::UnequalDTypes { op: OP, expected: T::DTYPE, found });
        }
        let ndim = usize::try_from(raw.ndim).map_err(|_| invalid("there are less than 0 axes"))?;
        if ndim > MAX_NDIM {
            return Err(Error::TooManyAxes { ndim });
        }
        let (mut shape, mut strides) = (Shape::new(), Strides::new());
        // SAFETY: there is a length per axis.
        for &len in unsafe { numbers(raw.shape, ndim) } {
            shape.push(usize::try_from(len).map_err(|_| invalid("a length is out of range"))?);
        }
        if raw.strides.is_null() {
            Layout::contiguous(&shape)?.strides().iter().for_each(|&stride| strides.push(stride));
        } else {
            // SAFETY: there is a stride per axis.
            for &stride in unsafe { numbers(raw.strides, ndim) } {
                let stride = isize::try_from(stride);
                strides.push(stride.map_err(|_| invalid("a stride is out of range"))?);
            }
        }
        let offset = usize::try_from(raw.byte_offset);
        let offset = offset.map_err(|_| invalid("the offset is out of range"))?;
        let first = raw.data.wrapping_byte_add(offset);
        if T::DTYPE == DType::Bool {
            // SAFETY: as in `view`, and bytes may have any value.
            let bytes = unsafe { Strided::<u8>::from_raw_parts(first.cast(), &shape, &strides)? };
            if let Some((position, &byte)) = bytes.iter().enumerate().find(|&(_, &byte)| byte > 1) {
                return Err(Error::InvalidBool { position, byte });
            }
        }
        Ok((first.cast(), shape, strides))
    }
}

impl Drop for Tensor {
    fn drop(&mut self) {
        let ptr = self.ptr.as_ptr();
        // SAFETY: every version has the deleter at this place.
        let deleter = unsafe { (&raw const (*ptr).deleter).read() };
        if let Some(deleter) = deleter {
            // SAFETY: this owns the tensor, which ends here.
            unsafe { deleter(ptr) };
        }
    }
}

/// Returns `count` numbers. The pointer may be null if there are none.
///
/// # Safety
///
/// The pointer leads to as many numbers, which nobody writes for `'a`.
unsafe fn numbers<'a>(ptr: *const i64, count: usize) -> &'a [i64] {
    if count == 0 {
        return &[];
    }
    // SAFETY: by this function's contract.
    unsafe { slice::from_raw_parts(ptr, count) }
}

/// A tensor of ours, and all that it points to.
#[repr(C)]
struct Owned<T: Element> {
    /// The first field, so that a pointer to it is one to all.
    managed: ManagedTensor,
    shape: [i64; MAX_NDIM],
    strides: [i64; MAX_NDIM],
    buffer: Buffer<T>,
}

/// The deleter of [`Owned`].
///
/// # Safety
///
/// The tensor is one of [`Tensor::new`], and the caller owns it and gives it up.
unsafe extern "C" fn delete<T: Element>(tensor: *mut ManagedTensor) {
    // SAFETY: it was made by a box of this type, of which the tensor is the first field.
    drop(unsafe { Box::from_raw(tensor.cast::<Owned<T>>()) });
}

/// Returns how DLPack says that elements are of this type.
pub fn data_type(dtype: DType) -> DataType {
    let code = match dtype {
        DType::I8 | DType::I16 | DType::I32 | DType::I64 => 0,
        DType::U8 | DType::U16 | DType::U32 | DType::U64 => 1,
        DType::F16 | DType::F32 | DType::F64 => 2,
        DType::BF16 => 4,
        DType::C32 | DType::C64 => 5,
        DType::Bool => 6,
    };
    DataType { code, bits: 8 * dtype.size() as u8, lanes: 1 }
}

#[cold]
fn invalid(what: &str) -> Error {
    Error::InvalidFormat { format: OP, what: what.into() }
}
