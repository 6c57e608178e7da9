/* Iterated maxima search, as in iterated_maxima.py, for those who ask what a compiler would make of it. */

#include <stdlib.h>
#include <string.h>
#include <time.h>

static int n, groups;
static const double *worth;
static double *held; /* What each group holds for each element, groups x n. */
static int *label;
static unsigned long long state;

static int below(int limit) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (int)((state >> 11) % (unsigned long long)limit);
}

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static void place(int i, int group) {
    label[i] = group;
    for (int j = 0; j < n; j++) held[group * n + j] += worth[i * n + j];
}

static double total(void) {
    double sum = 0;
    for (int i = 0; i < n; i++) sum += held[label[i] * n + i];
    return sum / 2;
}

static double gain(int x, int y) {
    const double *one = held + label[x] * n, *other = held + label[y] * n;
    return other[x] - one[x] + one[y] - other[y] - 2 * worth[x * n + y];
}

static void swap(int x, int y) {
    int home = label[x];
    double *one = held + home * n, *other = held + label[y] * n;
    for (int j = 0; j < n; j++) {
        double move = worth[y * n + j] - worth[x * n + j];
        one[j] += move;
        other[j] -= move;
    }
    label[x] = label[y];
    label[y] = home;
}

static void improve(void) {
    int better = 1;
    while (better) {
        better = 0;
        for (int x = 0; x < n; x++)
            for (int y = x + 1; y < n; y++)
                if (label[x] != label[y] && gain(x, y) > 1e-9) {
                    swap(x, y);
                    better = 1;
                }
    }
}

static void two(int *x, int *y) {
    do {
        *x = below(n);
        *y = below(n);
    } while (label[*x] == label[*y]);
}

static void greedy(int *order, int *count, int size) {
    memset(held, 0, sizeof(double) * (size_t)(groups * n));
    memset(count, 0, sizeof(int) * (size_t)groups);
    for (int i = 0; i < n; i++) {
        int j = below(i + 1);
        order[i] = order[j];
        order[j] = i;
    }
    for (int at = 0; at < n; at++) {
        int i = order[at], best = at;
        if (at >= groups) {
            best = -1;
            for (int g = 0; g < groups; g++)
                if (count[g] < size &&
                    (best < 0 || held[g * n + i] / count[g] > held[best * n + i] / count[best]))
                    best = g;
        }
        place(i, best);
        count[best]++;
    }
}

static void weak_shake(void) {
    for (int move = 0; move < 3; move++) {
        int best_x = 0, best_y = 0, x, y;
        double most = -1e300;
        for (int tried = 0; tried < n; tried++) {
            two(&x, &y);
            double more = gain(x, y);
            if (more > most) most = more, best_x = x, best_y = y;
        }
        swap(best_x, best_y);
    }
}

/* The best total found in so many seconds; the matrix is symmetric with a diagonal of zeros. */
double search(const double *matrix, int elements, int size, unsigned long long seed, double allowed) {
    n = elements, groups = n / size, worth = matrix;
    state = (seed + 1) * 2654435761ULL + 88172645463325252ULL;
    size_t table = sizeof(double) * (size_t)(groups * n), row = sizeof(int) * (size_t)n;
    double *kept_held = malloc(table), best = -1e300, end = seconds() + allowed;
    int *kept = malloc(row), *order = malloc(row), *count = malloc(row);
    held = malloc(table), label = malloc(row);
    for (int start = 0; start < 10; start++) {
        greedy(order, count, size);
        improve();
        if (total() > best) {
            best = total();
            memcpy(kept, label, row), memcpy(kept_held, held, table);
        }
    }
    while (seconds() < end) {
        memcpy(label, kept, row), memcpy(held, kept_held, table);
        for (int move = 0, x, y; move < (n <= 400 ? size : size * 3 / 2); move++) {
            two(&x, &y);
            swap(x, y);
        }
        improve();
        double peak = total();
        memcpy(kept, label, row), memcpy(kept_held, held, table);
        for (int failed = 0; failed < 3 && seconds() < end; failed++) {
            weak_shake();
            improve();
            if (total() > peak) {
                peak = total(), failed = -1;
                memcpy(kept, label, row), memcpy(kept_held, held, table);
            } else
                memcpy(label, kept, row), memcpy(held, kept_held, table);
        }
        if (peak > best) best = peak;
    }
    free(kept_held), free(kept), free(order), free(count), free(held), free(label);
    return best;
}
