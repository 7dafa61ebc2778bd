package dev.skewer.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.database.Transaction.Commit;
import dev.skewer.workloads.generator.Seed;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Rules of the database, step by step. */
class DatabaseTest {
    private static int read(Transaction transaction, Item item) {
        var seen = new ValueBuffer();
        transaction.read(item, seen);
        return seen.size();
    }

    /** A question, an answer to it, and whether somebody sees the answer without the question. */
    private static boolean isAnswerWithoutQuestion(Set<Defect> defects, long seed) {
        var database = new Database(Isolation.CAUSAL_CERONE, defects, new Seed(seed));
        var question = new Item(DataType.LIST_APPEND);
        var answer = new Item(DataType.LIST_APPEND);
        var asks = new Transaction();
        database.session().begin(asks);
        asks.write(question, 1);
        assertThat(asks.commit()).isEqualTo(Commit.DONE);
        var answers = new Transaction();
        database.session().begin(answers);
        boolean isAsked = read(answers, question) == 1;
        answers.write(answer, 1);
        assertThat(answers.commit()).isEqualTo(Commit.DONE);
        var looks = new Transaction();
        database.session().begin(looks);
        return isAsked && read(looks, answer) == 1 && read(looks, question) == 0;
    }

    @Test
    void whatATransactionSawComesWithItUnlessThatIsForgotten() {
        assertThat(LongStream.range(0, 1_000).filter(seed -> isAnswerWithoutQuestion(Set.of(), seed)))
                .isEmpty();
        assertThat(LongStream.range(0, 1_000)
                        .filter(seed -> isAnswerWithoutQuestion(Set.of(Defect.LOST_DEPENDENCIES), seed)))
                .isNotEmpty();
    }

    @Test
    void theFirstToCommitWinsAndTheOtherSucceedsWhenItBeginsAgain() {
        var database = new Database(Isolation.STRONG_SNAPSHOT_ISOLATION, Set.of(), new Seed(1));
        var item = new Item(DataType.RW_REGISTER);
        Session session = database.session();
        var first = new Transaction();
        var second = new Transaction();
        database.session().begin(first);
        session.begin(second);
        first.write(item, 1);
        second.write(item, 2);
        assertThat(first.commit()).isEqualTo(Commit.DONE);
        assertThat(second.commit()).isEqualTo(Commit.CONFLICT);
        session.beginAgain(second);
        second.write(item, 2);
        assertThat(second.commit()).isEqualTo(Commit.DONE);
        var reader = new Transaction();
        session.begin(reader);
        var seen = new ValueBuffer();
        reader.read(item, seen);
        assertThat(seen.get(0)).isEqualTo(2);
    }

    @Test
    void inPlaceOnlyOneOwnsAnObjectAndAnAbortTakesItsWritesBack() {
        var database = new Database(Isolation.READ_UNCOMMITTED, Set.of(), new Seed(1));
        var item = new Item(DataType.LIST_APPEND);
        var owner = new Transaction();
        var other = new Transaction();
        database.session().begin(owner);
        database.session().begin(other);
        assertThat(owner.mustOwn()).isTrue();
        assertThat(owner.own(new Item[] {item}, 1)).isTrue();
        assertThat(other.own(new Item[] {item}, 1)).isFalse();
        owner.write(item, 1);
        assertThat(read(other, item)).isEqualTo(1);
        owner.abort();
        assertThat(read(other, item)).isZero();
        assertThat(other.own(new Item[] {item}, 1)).isTrue();
    }
}
