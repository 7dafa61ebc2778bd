package dev.skewer.workloads.bank;

import dev.skewer.history.Tape;
import dev.skewer.history.Token;
import dev.skewer.workloads.Client;
import dev.skewer.workloads.Completion;
import dev.skewer.workloads.Names;
import dev.skewer.workloads.bank.BankOperation.ReadAll;
import dev.skewer.workloads.bank.BankOperation.Transfer;

/** Carries out transfers and reads, and records them as Jepsen's bank does. */
final class BankClient implements Client<BankOperation> {
    private final BankConnection connection;
    private final int read;
    private final int transfer;
    private final int from;
    private final int to;
    private final int amount;
    private BankOperation operation = new ReadAll();

    BankClient(BankConnection connection, Names names) {
        this.connection = connection;
        read = names.of("read");
        transfer = names.of("transfer");
        from = names.of("from");
        to = names.of("to");
        amount = names.of("amount");
    }

    @Override
    public int prepare(BankOperation planned, Tape value) {
        operation = planned;
        if (planned instanceof Transfer each) {
            int map = value.begin(Token.MAP);
            number(value, from, each.from());
            number(value, to, each.to());
            number(value, amount, each.amount());
            value.end(map);
            return transfer;
        }
        value.addNil();
        return read;
    }

    @Override
    public void call(Completion completion) {
        completion.settle(operation instanceof ReadAll, () -> execute(completion));
    }

    private void execute(Completion completion) {
        if (operation instanceof Transfer each) {
            if (!connection.transfer(each.from(), each.to(), each.amount())) {
                completion.fail("not enough money");
                return;
            }
        } else {
            Tape value = completion.value();
            int map = value.begin(Token.MAP);
            connection.readAll().forEach((account, balance) -> {
                value.addInt(account);
                value.addInt(balance);
            });
            value.end(map);
        }
        completion.ok();
    }

    private static void number(Tape value, int keyword, long number) {
        value.addKeyword(keyword);
        value.addInt(number);
    }

    @Override
    public void close() {
        connection.close();
    }
}
