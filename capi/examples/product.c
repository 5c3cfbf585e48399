/* Multiplies two matrices, row-major, and prints the product. With an argument, it then passes a
 * leading dimension that is too small. */
#include <stdio.h>

#include "tightloop_cblas.h"

int main(int argc, char **argv) {
    const double a[2][3] = {{1, 2, 3}, {4, 5, 6}};
    const double b[3][2] = {{1, 0}, {0, 1}, {1, 1}};
    double c[2][2];
    (void)argv;
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, 2, 2, 3, 1.0, a[0], 3, b[0], 2, 0.0,
                c[0], 2);
    printf("%g %g\n%g %g\n", c[0][0], c[0][1], c[1][0], c[1][1]);
    fflush(stdout);
    if (argc > 1)
        cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, 2, 2, 3, 1.0, a[0], 2, b[0], 2, 0.0,
                    c[0], 2);
    return 0;
}
