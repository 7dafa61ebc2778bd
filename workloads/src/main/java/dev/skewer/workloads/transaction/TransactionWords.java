package dev.skewer.workloads.transaction;

import dev.skewer.history.Tape;
import dev.skewer.history.Token;
import dev.skewer.workloads.Names;
import dev.skewer.workloads.transaction.MicroOperation.Append;
import dev.skewer.workloads.transaction.MicroOperation.PredicateRead;
import dev.skewer.workloads.transaction.MicroOperation.ReadList;
import dev.skewer.workloads.transaction.MicroOperation.ReadRegister;
import dev.skewer.workloads.transaction.MicroOperation.Write;
import java.util.List;

/** Writes transactions as Jepsen and Elle do: {@code :f :txn, :value [[:append 3 1] [:r 4 nil]]}. Shared by all clients. */
final class TransactionWords {
    final int txn;
    private final int append;
    private final int read;
    private final int write;
    private final int predicateRead;

    TransactionWords(Names names) {
        txn = names.of("txn");
        append = names.of("append");
        read = names.of("r");
        write = names.of("w");
        predicateRead = names.of("rp");
    }

    /** Writes a transaction. */
    void write(Tape value, List<MicroOperation> operations) {
        int vector = value.begin(Token.VECTOR);
        for (MicroOperation operation : operations) {
            int tuple = value.begin(Token.VECTOR);
            if (operation instanceof Append each) {
                written(value, append, each.key(), each.element());
            } else if (operation instanceof Write each) {
                written(value, write, each.key(), each.value());
            } else if (operation instanceof PredicateRead each) {
                asked(value, each);
            } else {
                value.addKeyword(read);
                value.addInt(operation.key());
                found(value, operation);
            }
            value.end(tuple);
        }
        value.end(vector);
    }

    /** Writes the timestamps of a transaction: {@code [3 5]}, or {@code [3]} of one that only read. */
    static void write(Tape tape, TransactionAnswer.Timestamps timestamps) {
        int vector = tape.begin(Token.VECTOR);
        tape.addInt(timestamps.start());
        Long commit = timestamps.commit();
        if (commit != null) {
            tape.addInt(commit);
        }
        tape.end(vector);
    }

    private static void written(Tape value, int function, long key, long written) {
        value.addKeyword(function);
        value.addInt(key);
        value.addInt(written);
    }

    private void asked(Tape value, PredicateRead read) {
        value.addKeyword(predicateRead);
        int vector = value.begin(Token.VECTOR);
        read.keys().forEach(value::addInt);
        value.end(vector);
        if (read.found() == null) {
            value.addNil();
            return;
        }
        int map = value.begin(Token.MAP);
        for (long key : read.keys()) {
            Long found = read.found().get(key);
            if (found != null) {
                value.addInt(key);
                value.addInt(found);
            }
        }
        value.end(map);
    }

    private static void found(Tape value, MicroOperation read) {
        if (read instanceof ReadList list && list.elements() != null) {
            int vector = value.begin(Token.VECTOR);
            list.elements().forEach(value::addInt);
            value.end(vector);
        } else if (read instanceof ReadRegister register && register.value() != null) {
            value.addInt(register.value());
        } else {
            value.addNil();
        }
    }
}
