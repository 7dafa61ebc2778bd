/**
 * The sequential specifications that come with the checker, each as short as one that a user would write.
 *
 * <p>{@code SequentialModels} brings them as checkers and {@code ModelCatalog} explains each, a {@code SequentialModel}. Registers:
 * {@code Register}, {@code MultiRegister}. Locks: {@code ReentrantMutex}, {@code Semaphore}. Containers: {@code FifoQueue},
 * {@code UnorderedQueue}, {@code Stack}, {@code PriorityQueue}, {@code SetOfValues}. Numbers: {@code Counter}, {@code Bank}. A store:
 * {@code KeyValueStore}, whose strings have algorithms of their own ({@code StringTree}, {@code StringStates}).
 */
@NullMarked
package dev.skewer.checker.linear.models;

import org.jspecify.annotations.NullMarked;
