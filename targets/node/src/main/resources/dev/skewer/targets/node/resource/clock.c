/*
 * The wall clock of a process, moved by what a file says that is mapped: one 64-bit integer, by how many nanoseconds it is ahead.
 *
 * What tells the time of day adds it. What waits until a time of day, which its caller reckoned from a clock that is ahead, takes it off
 * again, for the kernel's clock is right. Functions that are told no clock are taken to mean the monotonic one where the time is
 * before 2001, as that clock begins with the machine.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define EXPORT __attribute__((visibility("default")))
#define BILLION 1000000000L

static const _Atomic int64_t right = 0;
static const _Atomic int64_t *offset = &right;

static int (*real_clock_gettime)(clockid_t, struct timespec *);

/* pthread_cond_timedwait has an older namesake, which a search without a version may find. */
static void *next(const char *name)
{
    void *found = dlvsym(RTLD_NEXT, name, "GLIBC_2.3.2");
    return found != NULL ? found : dlsym(RTLD_NEXT, name);
}

__attribute__((constructor)) static void map_offset(void)
{
    const char *path = getenv("SKEWER_CLOCK");
    int file = path == NULL ? -1 : open(path, O_RDONLY | O_CLOEXEC);
    real_clock_gettime = dlsym(RTLD_NEXT, "clock_gettime");
    if (file >= 0) {
        void *mapped = mmap(NULL, sizeof(int64_t), PROT_READ, MAP_SHARED, file, 0);
        close(file);
        if (mapped != MAP_FAILED) {
            offset = mapped;
        }
    }
}

static int is_wall_clock(clockid_t clock)
{
    return clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE || clock == CLOCK_TAI;
}

static struct timespec moved(struct timespec time, int64_t nanos)
{
    int64_t fraction = time.tv_nsec + nanos % BILLION;
    time.tv_sec += nanos / BILLION;
    if (fraction < 0) {
        fraction += BILLION;
        time.tv_sec--;
    } else if (fraction >= BILLION) {
        fraction -= BILLION;
        time.tv_sec++;
    }
    time.tv_nsec = fraction;
    return time;
}

static int tell(clockid_t clock, struct timespec *time)
{
    /* Constructors of other libraries may ask before ours has run. */
    int (*real)(clockid_t, struct timespec *) = real_clock_gettime;
    int result = real != NULL ? real(clock, time) : (int)syscall(SYS_clock_gettime, clock, time);
    if (result == 0 && is_wall_clock(clock)) {
        *time = moved(*time, atomic_load_explicit(offset, memory_order_relaxed));
    }
    return result;
}

EXPORT int clock_gettime(clockid_t clock, struct timespec *time)
{
    return tell(clock, time);
}

EXPORT int gettimeofday(struct timeval *restrict time, void *restrict zone)
{
    struct timespec now;
    if (zone != NULL) {
        struct timezone *none = zone;
        none->tz_minuteswest = 0;
        none->tz_dsttime = 0;
    }
    if (time == NULL) {
        return 0;
    }
    if (tell(CLOCK_REALTIME, &now) != 0) {
        return -1;
    }
    time->tv_sec = now.tv_sec;
    time->tv_usec = now.tv_nsec / 1000;
    return 0;
}

EXPORT time_t time(time_t *seconds)
{
    struct timespec now;
    if (tell(CLOCK_REALTIME, &now) != 0) {
        return -1;
    }
    if (seconds != NULL) {
        *seconds = now.tv_sec;
    }
    return now.tv_sec;
}

EXPORT int timespec_get(struct timespec *time, int base)
{
    return base == TIME_UTC && tell(CLOCK_REALTIME, time) == 0 ? base : 0;
}

/* The time at which the kernel is to wake who waits until this one. */
static struct timespec kernels(clockid_t clock, const struct timespec *until)
{
    return is_wall_clock(clock) ? moved(*until, -atomic_load_explicit(offset, memory_order_relaxed)) : *until;
}

static clockid_t clock_of(const struct timespec *until)
{
    return until->tv_sec > BILLION ? CLOCK_REALTIME : CLOCK_MONOTONIC;
}

#define REAL(type, name)              \
    static type real;                 \
    if (real == NULL) {               \
        real = (type)next(name);      \
    }                                 \
    if (real == NULL) {               \
        return ENOSYS;                \
    }

typedef int (*cond_wait)(pthread_cond_t *, pthread_mutex_t *, const struct timespec *);
typedef int (*cond_clock)(pthread_cond_t *, pthread_mutex_t *, clockid_t, const struct timespec *);
typedef int (*mutex_wait)(pthread_mutex_t *, const struct timespec *);
typedef int (*mutex_clock)(pthread_mutex_t *, clockid_t, const struct timespec *);
typedef int (*rwlock_wait)(pthread_rwlock_t *, const struct timespec *);
typedef int (*semaphore_wait)(sem_t *, const struct timespec *);
typedef int (*sleep_until)(clockid_t, int, const struct timespec *, struct timespec *);

EXPORT int pthread_cond_timedwait(pthread_cond_t *restrict cond, pthread_mutex_t *restrict mutex,
                                  const struct timespec *restrict until)
{
    REAL(cond_wait, "pthread_cond_timedwait")
    struct timespec time = kernels(clock_of(until), until);
    return real(cond, mutex, &time);
}

EXPORT int pthread_cond_clockwait(pthread_cond_t *restrict cond, pthread_mutex_t *restrict mutex, clockid_t clock,
                                  const struct timespec *restrict until)
{
    REAL(cond_clock, "pthread_cond_clockwait")
    struct timespec time = kernels(clock, until);
    return real(cond, mutex, clock, &time);
}

EXPORT int pthread_mutex_timedlock(pthread_mutex_t *restrict mutex, const struct timespec *restrict until)
{
    REAL(mutex_wait, "pthread_mutex_timedlock")
    struct timespec time = kernels(CLOCK_REALTIME, until);
    return real(mutex, &time);
}

EXPORT int pthread_mutex_clocklock(pthread_mutex_t *restrict mutex, clockid_t clock,
                                   const struct timespec *restrict until)
{
    REAL(mutex_clock, "pthread_mutex_clocklock")
    struct timespec time = kernels(clock, until);
    return real(mutex, clock, &time);
}

EXPORT int pthread_rwlock_timedrdlock(pthread_rwlock_t *restrict lock, const struct timespec *restrict until)
{
    REAL(rwlock_wait, "pthread_rwlock_timedrdlock")
    struct timespec time = kernels(CLOCK_REALTIME, until);
    return real(lock, &time);
}

EXPORT int pthread_rwlock_timedwrlock(pthread_rwlock_t *restrict lock, const struct timespec *restrict until)
{
    REAL(rwlock_wait, "pthread_rwlock_timedwrlock")
    struct timespec time = kernels(CLOCK_REALTIME, until);
    return real(lock, &time);
}

EXPORT int sem_timedwait(sem_t *restrict semaphore, const struct timespec *restrict until)
{
    static semaphore_wait real;
    struct timespec time = kernels(CLOCK_REALTIME, until);
    if (real == NULL) {
        real = (semaphore_wait)dlsym(RTLD_NEXT, "sem_timedwait");
    }
    return real(semaphore, &time);
}

EXPORT int clock_nanosleep(clockid_t clock, int flags, const struct timespec *time, struct timespec *rest)
{
    REAL(sleep_until, "clock_nanosleep")
    struct timespec until = (flags & TIMER_ABSTIME) != 0 ? kernels(clock, time) : *time;
    return real(clock, flags, &until, rest);
}
