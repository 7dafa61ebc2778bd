/**
 * Redis, with journals as hashes and lists, and registers as strings: the target {@link dev.skewer.targets.redis.RedisTarget}, a server
 * that the test starts.
 */
@NullMarked
package dev.skewer.targets.redis;

import org.jspecify.annotations.NullMarked;
