package dev.skewer.checker.transaction.weak;

/** What reads are taken to have seen of which that is open. */
@FunctionalInterface
interface OpenSources {
    /** It stays open. */
    OpenSources NONE_CHOSEN = read -> ReadSources.AMBIGUOUS;

    /** The transaction whose write an open read is taken to have seen, {@link ReadSources#INITIAL} or {@link ReadSources#AMBIGUOUS}. */
    int source(int read);
}
