/* Matrix products of tightloop under the names of CBLAS. Use this header or another cblas.h, not
 * both. `int` has 32 bits. Complex numbers are passed by address, as pairs of parts. */
#ifndef TIGHTLOOP_CBLAS_H
#define TIGHTLOOP_CBLAS_H

#ifdef __cplusplus
extern "C" {
#endif

typedef enum CBLAS_LAYOUT { CblasRowMajor = 101, CblasColMajor = 102 } CBLAS_LAYOUT;
typedef enum CBLAS_TRANSPOSE {
    CblasNoTrans = 111,
    CblasTrans = 112,
    CblasConjTrans = 113
} CBLAS_TRANSPOSE;
/* The older name. */
#define CBLAS_ORDER CBLAS_LAYOUT

/* C = alpha * op(A) * op(B) + beta * C, where op(A) is m by k, and op(B) is k by n. */
void cblas_sgemm(CBLAS_LAYOUT layout, CBLAS_TRANSPOSE trans_a, CBLAS_TRANSPOSE trans_b, int m,
                 int n, int k, float alpha, const float *a, int lda, const float *b, int ldb,
                 float beta, float *c, int ldc);
void cblas_dgemm(CBLAS_LAYOUT layout, CBLAS_TRANSPOSE trans_a, CBLAS_TRANSPOSE trans_b, int m,
                 int n, int k, double alpha, const double *a, int lda, const double *b, int ldb,
                 double beta, double *c, int ldc);
void cblas_cgemm(CBLAS_LAYOUT layout, CBLAS_TRANSPOSE trans_a, CBLAS_TRANSPOSE trans_b, int m,
                 int n, int k, const void *alpha, const void *a, int lda, const void *b, int ldb,
                 const void *beta, void *c, int ldc);
void cblas_zgemm(CBLAS_LAYOUT layout, CBLAS_TRANSPOSE trans_a, CBLAS_TRANSPOSE trans_b, int m,
                 int n, int k, const void *alpha, const void *a, int lda, const void *b, int ldb,
                 const void *beta, void *c, int ldc);

/* y = alpha * op(A) * x + beta * y, where A is m by n. */
void cblas_sgemv(CBLAS_LAYOUT layout, CBLAS_TRANSPOSE trans, int m, int n, float alpha,
                 const float *a, int lda, const float *x, int incx, float beta, float *y,
                 int incy);
void cblas_dgemv(CBLAS_LAYOUT layout, CBLAS_TRANSPOSE trans, int m, int n, double alpha,
                 const double *a, int lda, const double *x, int incx, double beta, double *y,
                 int incy);
void cblas_cgemv(CBLAS_LAYOUT layout, CBLAS_TRANSPOSE trans, int m, int n, const void *alpha,
                 const void *a, int lda, const void *x, int incx, const void *beta, void *y,
                 int incy);
void cblas_zgemv(CBLAS_LAYOUT layout, CBLAS_TRANSPOSE trans, int m, int n, const void *alpha,
                 const void *a, int lda, const void *x, int incx, const void *beta, void *y,
                 int incy);

/* A += alpha * x * transposed y, where A is m by n. */
void cblas_sger(CBLAS_LAYOUT layout, int m, int n, float alpha, const float *x, int incx,
                const float *y, int incy, float *a, int lda);
void cblas_dger(CBLAS_LAYOUT layout, int m, int n, double alpha, const double *x, int incx,
                const double *y, int incy, double *a, int lda);
void cblas_cgeru(CBLAS_LAYOUT layout, int m, int n, const void *alpha, const void *x, int incx,
                 const void *y, int incy, void *a, int lda);
void cblas_zgeru(CBLAS_LAYOUT layout, int m, int n, const void *alpha, const void *x, int incx,
                 const void *y, int incy, void *a, int lda);

/* The same with the conjugates of y. */
void cblas_cgerc(CBLAS_LAYOUT layout, int m, int n, const void *alpha, const void *x, int incx,
                 const void *y, int incy, void *a, int lda);
void cblas_zgerc(CBLAS_LAYOUT layout, int m, int n, const void *alpha, const void *x, int incx,
                 const void *y, int incy, void *a, int lda);

/* Is told about wrong arguments, and about missing memory (info 0). The library's own writes a
 * message and ends the program. If the program defines this function, it is called instead. */
void cblas_xerbla(int info, const char *routine, const char *form, ...);

/* 1 while cblas_xerbla is told about a row-major call: info is then the number that the argument
 * has in the column-major call with A and B exchanged. */
extern int RowMajorStrg;

#ifdef __cplusplus
}
#endif

#endif
