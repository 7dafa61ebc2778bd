package dev.skewer.workloads.transaction;

import dev.skewer.workloads.transaction.MicroOperation.Append;
import dev.skewer.workloads.transaction.MicroOperation.ReadList;
import dev.skewer.workloads.transaction.MicroOperation.ReadRegister;
import dev.skewer.workloads.transaction.MicroOperation.Write;

/** What is kept under each key. */
enum ObjectType {
    /** A list, which tells in which order it was written. */
    LIST {
        @Override
        MicroOperation read(long key) {
            return ReadList.of(key);
        }

        @Override
        MicroOperation write(long key, long value) {
            return new Append(key, value);
        }
    },
    /** A register, which tells what was written last. */
    REGISTER {
        @Override
        MicroOperation read(long key) {
            return ReadRegister.of(key);
        }

        @Override
        MicroOperation write(long key, long value) {
            return new Write(key, value);
        }
    };

    /** A read that is still to be done. */
    abstract MicroOperation read(long key);

    /** A write of a value that is new to the key. */
    abstract MicroOperation write(long key, long value);
}
