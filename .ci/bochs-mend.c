/* Corrects instructions that Bochs 2.7 computes incorrectly. When preloaded, this overwrites
   functions of Bochs, if it has them: mostly with jumps to those below, which compute on the host
   CPU.
   - vcvtps2ph rounded ties away from zero, instead of to even;
   - vcvtudq2ps and vcvtuqq2pd lost the lowest bit of numbers with the highest bit set, before they
     rounded;
   - vcvttpd2uqq gave the largest number from 2^63 on;
   - vpsravq left numbers as they are if the count was 64;
   - gathers did not know indices in zmm16 to zmm31;
   - vfmadd and its variants gave 0 for doubles if product and sum cancel in the first 64 bits of
     128. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <immintrin.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

struct status {
    int precision, rounding, flags, masks, suppressed, nan, flush_to_zero, denormals_are_zeros;
};

/* Between these calls, the host CPU rounds as the emulated one would, and records its exceptions.
   Operands and results are volatile, so that the compiler does not move computations out. */
static void begin(const struct status *s) {
    _mm_setcsr(0x1f80 | (s->rounding & 3) << 13 | !!s->flush_to_zero << 15 |
               !!s->denormals_are_zeros << 6);
}
static void end(struct status *s) {
    s->flags |= _mm_getcsr() & 0x3f;
    _mm_setcsr(0x1f80);
}

__attribute__((target("f16c"))) static uint16_t half_of_single(uint32_t a, struct status *s) {
    volatile uint32_t x = a;
    volatile uint16_t y;
    begin(s);
    __m128 single = _mm_castsi128_ps(_mm_cvtsi32_si128(x));
    y = _mm_extract_epi16(_mm_cvtps_ph(single, _MM_FROUND_CUR_DIRECTION), 0);
    end(s);
    return y;
}

static uint32_t single_of_uint32(uint32_t a, struct status *s) {
    volatile int64_t x = a;
    volatile float y;
    uint32_t bits;
    begin(s);
    y = x;
    end(s);
    memcpy(&bits, (float *)&y, 4);
    return bits;
}

static uint64_t double_of_uint64(uint64_t a, struct status *s) {
    /* The CPU converts signed numbers only, so large ones are halved; the last bit is sticky. */
    volatile int64_t x = a >> 63 ? a >> 1 | (a & 1) : a;
    volatile double y;
    uint64_t bits;
    begin(s);
    y = x;
    end(s);
    memcpy(&bits, (double *)&y, 8);
    return a >> 63 ? bits + (1ull << 52) : bits;
}

static uint64_t uint64_of_double_towards_zero(uint64_t a, struct status *s) {
    const int exponent = (a >> 52 & 0x7ff) - 1023, invalid = 1, inexact = 32;
    const uint64_t fraction = a << 12 >> 12, significand = fraction | 1ull << 52;
    if (exponent < 0) {
        int denormal_as_zero = s->denormals_are_zeros && exponent == -1023;
        s->flags |= a << 1 && !denormal_as_zero ? inexact : 0;
        return 0;
    }
    if (a >> 63 || exponent > 63) {
        s->flags |= invalid;
        return -1;
    }
    if (exponent >= 52)
        return significand << (exponent - 52);
    s->flags |= significand << (12 + exponent) ? inexact : 0;
    return significand >> (52 - exponent);
}

enum { NEGATE_C = 1, NEGATE_PRODUCT = 2 };

__attribute__((target("fma"))) static uint64_t double_muladd(uint64_t a, uint64_t b, uint64_t c,
                                                             int negate, struct status *s) {
    volatile __m128d x = _mm_castsi128_pd(_mm_cvtsi64_si128(a));
    volatile __m128d y = _mm_castsi128_pd(_mm_cvtsi64_si128(b));
    volatile __m128d z = _mm_castsi128_pd(_mm_cvtsi64_si128(c)), r;
    begin(s);
    switch (negate & (NEGATE_C | NEGATE_PRODUCT)) {
    case 0: r = _mm_fmadd_sd(x, y, z); break;
    case NEGATE_C: r = _mm_fmsub_sd(x, y, z); break;
    case NEGATE_PRODUCT: r = _mm_fnmadd_sd(x, y, z); break;
    default: r = _mm_fnmsub_sd(x, y, z);
    }
    end(s);
    return _mm_cvtsi128_si64(_mm_castpd_si128(r));
}

static void overwrite(unsigned char *code, const unsigned char *right, int bytes) {
    void *page = (void *)((uintptr_t)code & -4096);
    if (mprotect(page, 8192, PROT_READ | PROT_WRITE | PROT_EXEC))
        abort();
    memcpy(code, right, bytes);
    if (mprotect(page, 8192, PROT_READ | PROT_EXEC))
        abort();
}

static void replace(const char *name, void *right) {
    unsigned char *wrong = dlsym(RTLD_DEFAULT, name);
    /* movabs $right, %rax; jmp *%rax */
    unsigned char jump[12] = {0x48, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xe0};
    memcpy(jump + 2, &right, 8);
    if (wrong)
        overwrite(wrong, jump, sizeof jump);
}

/* Replaces machine code that occurs so often at the beginning of a function. */
static void correct(const char *name, const char *wrong, const char *right, int bytes, int times) {
    unsigned char *code = dlsym(RTLD_DEFAULT, name);
    int found = 0;
    for (int i = 0; code && i < 512; i++) {
        if (!memcmp(code + i, wrong, bytes)) {
            overwrite(code + i, (const unsigned char *)right, bytes);
            found++;
        }
    }
    if (code && found != times)
        abort();
}

__attribute__((constructor)) static void mend(void) {
    if (!__builtin_cpu_supports("fma") || !__builtin_cpu_supports("f16c"))
        return;
    replace("_Z18float32_to_float16jR14float_status_t", half_of_single);
    replace("_Z17uint32_to_float32jR14float_status_t", single_of_uint32);
    replace("_Z17uint64_to_float64mR14float_status_t", double_of_uint64);
    replace("_Z31float64_to_uint64_round_to_zeromR14float_status_t", uint64_of_double_towards_zero);
    /* cmp $0x40, %rcx; cmp $0x3f, %rcx */
    const char *count = "\x48\x83\xf9\x40", *limit = "\x48\x83\xf9\x3f";
    correct("_ZN8BX_CPU_C18VPSRAVQ_VdqHdqWdqREP15bxInstruction_c", count, limit, 4, 2);
    correct("_ZN8BX_CPU_C23VPSRAVQ_MASK_VdqHdqWdqREP15bxInstruction_c", count, limit, 4, 2);
    /* mov $3, %eax; test %r15d, %r15d; push $3; pop %rax; test $15, %r15b; nop */
    correct("_Z11assign_srcsP15bxInstruction_cjbjjjjbb", "\xb8\x03\0\0\0\x45\x85\xff",
            "\x6a\x03\x58\x41\xf6\xc7\x0f\x90", 8, 1);
    replace("_Z14float64_muladdmmmiR14float_status_t", double_muladd);
}
