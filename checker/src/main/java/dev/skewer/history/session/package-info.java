/**
 * Histories of transactions in texts that know only sessions: no real time, and no events, but reads and writes line by line ({@code
 * PolySiLines}, {@code AwditLines}). They are collected ({@code SessionHistory}) and given as the events of one process a session
 * ({@code SessionHistoryReader}).
 */
@NullMarked
package dev.skewer.history.session;

import org.jspecify.annotations.NullMarked;
