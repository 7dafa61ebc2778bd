/* A library without a function. */
typedef int nothing;
