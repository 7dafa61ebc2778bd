package dev.skewer.database.generate;

import dev.skewer.database.DataType;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The anomalies that can be injected, each as the smallest history that has it, and the reads that let a checker know the order of the
 * versions. The definitions are Adya's (<i>Weak Consistency: A Generalized Theory and Optimistic Implementations for Distributed
 * Transactions</i>, 1999) and Elle's (Kingsbury and Alvaro, VLDB 2020).
 */
public final class AnomalyScripts {
    private static final Set<DataType> ALL_TYPES = EnumSet.allOf(DataType.class);

    /** What rests on an order of versions that only lists show. */
    private static final Set<DataType> LISTS = EnumSet.of(DataType.LIST_APPEND);

    /** Sets lose no update, as their writes commute; and no predicate asks for them. */
    private static final Set<DataType> LISTS_AND_REGISTERS = EnumSet.of(DataType.LIST_APPEND, DataType.RW_REGISTER);

    private static final List<AnomalyScript> ALL = List.of(
            AnomalyScript.of(
                    "G0",
                    "Two transactions write two objects in opposite orders.",
                    LISTS,
                    "a 1: x+1 y+1",
                    "b 1: x+2 y+2",
                    "a 2: x=1,2 y=2,1"),
            AnomalyScript.of("G1a", "A read sees a write that was aborted.", ALL_TYPES, "a 1 fail: x+1", "b 1: x=1"),
            AnomalyScript.of(
                    "G1b",
                    "A read sees a version that its writer went on to change.",
                    ALL_TYPES,
                    "a 1: x+1 x+2",
                    "b 1: x=1",
                    "a 2: x=1,2"),
            AnomalyScript.of(
                    "G1c",
                    "Two transactions each see what the other wrote.",
                    ALL_TYPES,
                    "a 1: x+1 y=1",
                    "b 1: y+1 x=1"),
            AnomalyScript.of(
                    "G-single",
                    "A read sees one of a transaction's writes and not the other.",
                    ALL_TYPES,
                    "a 1: x+1 y+1",
                    "b 1: x=1 y=",
                    "a 2: x=1 y=1"),
            AnomalyScript.of(
                    "G-nonadjacent",
                    "A cycle of four transactions has two anti-dependencies, and a read dependency between any two of them.",
                    ALL_TYPES,
                    "a 1: x= w=1",
                    "b 1: x+1 y+1",
                    "c 1: y=1 z=",
                    "d 1: z+1 w+1",
                    "a 2: x=1 y=1 z=1 w=1"),
            AnomalyScript.of(
                    "G2-item",
                    "Each of three transactions read an object before the next one wrote it.",
                    ALL_TYPES,
                    "a 1: x= y+1",
                    "b 1: y= z+1",
                    "c 1: z= x+1",
                    "a 2: x=1 y=1 z=1"),
            AnomalyScript.of(
                    "G2",
                    "Two transactions look for two objects and find neither, and each writes one of them.",
                    LISTS_AND_REGISTERS,
                    "a 1: xy~ x+1",
                    "b 1: xy~ y+1",
                    "a 2: x=1 y=1"),
            AnomalyScript.of(
                    "write-skew",
                    "Two transactions read the same two objects, and each writes another one of them.",
                    ALL_TYPES,
                    "a 1: x= y= x+1",
                    "b 1: x= y= y+1",
                    "a 2: x=1 y=1"),
            AnomalyScript.of(
                    "lost-update",
                    "Two transactions read the same version of an object, and both write it.",
                    LISTS_AND_REGISTERS,
                    "a 1: x+1",
                    "a 2: x=1 x+2",
                    "b 2: x=1 x+3",
                    "a 3: x=1,2,3"),
            AnomalyScript.of(
                    "long-fork",
                    "Two reads see two independent writes in opposite orders.",
                    ALL_TYPES,
                    "a 1: x+1",
                    "b 1: y+1",
                    "c 1: x=1 y=",
                    "d 1: x= y=1",
                    "a 2: x=1 y=1"),
            AnomalyScript.of(
                    "dirty-update",
                    "A committed write stands on one that was aborted.",
                    LISTS,
                    "a 1 fail: x+1",
                    "b 1: x+2",
                    "a 2: x=1,2"),
            AnomalyScript.of("duplicate-elements", "A list has one element twice.", LISTS, "a 1: x+1", "a 2: x=1,1"),
            AnomalyScript.of(
                    "incompatible-order",
                    "Two reads see the elements of a list in different orders.",
                    LISTS,
                    "a 1: x+1",
                    "b 1: x+2",
                    "a 2: x=1,2",
                    "b 2: x=2,1"),
            AnomalyScript.of(
                    "internal",
                    "A transaction does not see what it wrote itself.",
                    ALL_TYPES,
                    "a 1: x+1",
                    "a 2: x+2 x=1",
                    "a 3: x=1,2"),
            AnomalyScript.of("garbage-read", "A read sees a value that nobody wrote.", ALL_TYPES, "a 1: x=1"),
            AnomalyScript.of(
                    "future-read", "A transaction reads a value before it writes it.", ALL_TYPES, "a 1: x=1 x+1"),
            AnomalyScript.of(
                    "G0-process",
                    "A process's writes of one object stand in the opposite order.",
                    LISTS,
                    "a 1: x+1",
                    "a 2: x+2",
                    "b 3: x=2,1"),
            AnomalyScript.of(
                    "G1c-process", "A process reads a value before it writes it.", ALL_TYPES, "a 1: x=1", "a 2: x+1"),
            AnomalyScript.of(
                    "G-single-process",
                    "A process does not see what it wrote before.",
                    ALL_TYPES,
                    "a 1: x+1",
                    "a 2: x=",
                    "b 3: x=1"),
            AnomalyScript.of(
                    "G-nonadjacent-process",
                    "A cycle has two anti-dependencies that are not adjacent, and the order of one process.",
                    ALL_TYPES,
                    "a 1-2: x= z=1",
                    "b 1: x+1",
                    "b 2: y=",
                    "c 1-2: y+1 z+1",
                    "a 3: x=1 y=1 z=1"),
            AnomalyScript.of(
                    "G2-item-process",
                    "A cycle has two adjacent anti-dependencies, and the order of one process.",
                    ALL_TYPES,
                    "a 1: y+1",
                    "b 1-2: x+1 y=",
                    "a 2: x=",
                    "b 3: x=1 y=1"),
            AnomalyScript.of(
                    "G0-realtime",
                    "Of two writes of one object, the one that began after the other's end stands before it.",
                    LISTS,
                    "a 1: x+1",
                    "b 2: x+2",
                    "c 3: x=2,1"),
            AnomalyScript.of(
                    "G1c-realtime", "A read sees a value that is written later.", ALL_TYPES, "a 1: x=1", "b 2: x+1"),
            AnomalyScript.of(
                    "G-single-realtime",
                    "A read does not see what was committed before it began (a stale read).",
                    ALL_TYPES,
                    "a 1: x+1",
                    "b 2: x=",
                    "a 3: x=1"),
            AnomalyScript.of(
                    "G-nonadjacent-realtime",
                    "A cycle has two anti-dependencies that are not adjacent, and the order of real time.",
                    ALL_TYPES,
                    "a 1-2: x= z=1",
                    "b 1: x+1",
                    "d 2: y=",
                    "c 1-2: y+1 z+1",
                    "a 3: x=1 y=1 z=1"),
            AnomalyScript.of(
                    "G2-item-realtime",
                    "A cycle has two adjacent anti-dependencies, and the order of real time.",
                    ALL_TYPES,
                    "a 1: y+1",
                    "b 1-2: x+1 y=",
                    "c 2: x=",
                    "b 3: x=1 y=1"));

    private AnomalyScripts() {}

    /** All of them, the gravest first, those that rest on the order of processes or of real time last. */
    public static List<AnomalyScript> all() {
        return ALL;
    }

    /** The names of all. */
    public static List<String> names() {
        return ALL.stream().map(AnomalyScript::name).toList();
    }

    /** The names of those that a type of data can show. */
    public static List<String> names(DataType type) {
        return ALL.stream()
                .filter(script -> script.types().contains(type))
                .map(AnomalyScript::name)
                .toList();
    }

    /** The script of an anomaly. */
    public static Optional<AnomalyScript> named(String name) {
        return ALL.stream().filter(script -> script.name().equals(name)).findFirst();
    }
}
