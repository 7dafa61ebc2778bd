package dev.skewer.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Budget;
import dev.skewer.checker.linear.models.Bank;
import dev.skewer.checker.linear.parts.Allowance;
import dev.skewer.checker.linear.parts.StateMachine;
import dev.skewer.checker.linear.search.OrderSearch;
import dev.skewer.checker.linear.search.Search;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Compares the search over sums with the general one, which {@link SearchOracleTest} compares with brute force, where brute
 * force would take too long: on histories with batches large enough for meeting in the middle. And says how far it gets.
 */
class SumSearchTest {
    private static final long MEMORY = 512L << 20;

    @Test
    void itSaysOfBanksWhatTheGeneralSearchSays() {
        compareBanks(0, 300);
    }

    @Test
    @Tag("slow")
    void itSaysOfBanksWhatTheGeneralSearchSaysManyTimes() {
        compareBanks(1_000_000, 20_000);
    }

    /** Rich and poor accounts, with and without lost outcomes, with many transfers from one read to the next. */
    private static void compareBanks(long from, int histories) {
        int[] linearizable = new int[2];
        for (long seed = from; seed < from + histories; seed++) {
            Random random = new Random(seed);
            var bank = new BankHistories(
                    14, 4 + random.nextInt(6), 3, 2 + random.nextInt(10), 3, 1 + random.nextInt(4), random.nextInt(3));
            for (int damaged = 0; damaged < 2; damaged++) {
                BankHistories.Sample sample = damaged == 0 ? bank.valid(seed) : bank.damaged(seed);
                for (Bank model : new Bank[] {new Bank(sample.initial()), new Bank(null)}) {
                    OrderSearch search =
                            OrderSearch.of(model, sample.calls(), sample.operations(), Budget.unlimited(), MEMORY);
                    OrderSearch.Result result = search.run();
                    assertThat(result)
                            .as("%s, seed %d, damaged %d, %s", bank, seed, damaged, model.initial())
                            .isEqualTo(new Search(
                                            sample.calls(),
                                            StateMachine.of(model, sample.operations(), new Allowance(MEMORY)),
                                            Budget.unlimited())
                                    .run());
                    if (result == OrderSearch.Result.LINEARIZABLE) {
                        linearizable[damaged]++;
                        assertIsOrder(model, sample, search.order());
                    }
                }
            }
        }
        System.out.printf(
                "of %d banks from seed %d: %s linearizable, undamaged and damaged%n",
                2 * histories, from, Arrays.toString(linearizable));
        assertThat(linearizable[0]).isEqualTo(2 * histories);
        assertThat(linearizable[1]).isBetween(histories / 10, 2 * histories - histories / 10);
    }

    private static void assertIsOrder(Bank model, BankHistories.Sample sample, int[] order) {
        Bank.Accounts accounts = model.initial();
        int last = -1;
        for (int call : order) {
            assertThat(sample.calls().completed[call]).isGreaterThan(last);
            last = Math.max(last, sample.calls().invoked[call]);
            Bank.Accounts next = model.step(accounts, sample.operations().get(call));
            assertThat(next).isNotNull();
            accounts = Objects.requireNonNull(next);
        }
        assertThat(Arrays.stream(order)
                        .filter(call -> sample.operations().get(call).known())
                        .distinct()
                        .count())
                .isEqualTo(sample.operations().stream().filter(Operation::known).count());
    }

    @Test
    void aBusyBankIsDecided() {
        var bank = new BankHistories(200, 50, 8, 100, 10, 5, 0);
        for (long seed = 0; seed < 5; seed++) {
            assertThat(search(bank.valid(seed), Duration.ofSeconds(60)).run())
                    .isEqualTo(OrderSearch.Result.LINEARIZABLE);
            assertThat(search(bank.damaged(seed), Duration.ofSeconds(60)).run())
                    .isEqualTo(OrderSearch.Result.NOT_LINEARIZABLE);
        }
    }

    /** How long 200 operations by 50 clients take; prints a line for each kind of bank. */
    @ParameterizedTest
    @CsvSource({"8, 10, 0", "8, 10, 1", "6, 5, 0", "5, 10, 0", "5, 5, 0"})
    @Tag("slow")
    void busyBanksAreMostlyDecidedWithinTheDefaultBudget(int accounts, int largest, int lostInTen) {
        var bank = new BankHistories(200, 50, accounts, 100, largest, 5, lostInTen);
        for (boolean damaged : new boolean[] {false, true}) {
            System.out.println(bank + (damaged ? ", a read damaged: " : ": ") + times(bank, damaged));
        }
    }

    private static String times(BankHistories bank, boolean damaged) {
        int histories = 10;
        long[] millis = new long[histories];
        int linearizable = 0;
        int undecided = 0;
        for (int seed = 0; seed < histories; seed++) {
            BankHistories.Sample sample = damaged ? bank.damaged(seed) : bank.valid(seed);
            long start = System.nanoTime();
            OrderSearch search = search(sample, Duration.ofSeconds(60));
            OrderSearch.Result result = search.run();
            millis[seed] = (System.nanoTime() - start) / 1_000_000;
            switch (result) {
                case LINEARIZABLE -> {
                    linearizable++;
                    assertIsOrder(new Bank(sample.initial()), sample, search.order());
                }
                case NOT_LINEARIZABLE -> assertThat(damaged).isTrue();
                case EXHAUSTED, PAUSED -> undecided++;
            }
        }
        Arrays.sort(millis);
        return "median " + millis[histories / 2] + " ms, most " + millis[histories - 1] + " ms; of " + histories + " "
                + linearizable + " linearizable, " + undecided + " undecided";
    }

    private static OrderSearch search(BankHistories.Sample sample, Duration time) {
        return OrderSearch.of(
                new Bank(sample.initial()), sample.calls(), sample.operations(), Budget.of(time, MEMORY), MEMORY);
    }
}
