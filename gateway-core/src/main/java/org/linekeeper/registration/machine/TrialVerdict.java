package org.linekeeper.registration.machine;

import java.util.Optional;
import org.linekeeper.dns.Target;

/**
 * What a PBX said to credentials that were tried.
 *
 * @param code {@code ok}, or the stable name of the failure, the same word as a registration that fails so has
 * @param status the SIP status, or 0 when there was no answer
 * @param reason the reason phrase; empty when there was no answer
 * @param target what was tried last; empty when none was found
 * @param passwordChecked whether the PBX asked for the password, so that {@code ok} proves it
 * @param advice what it means and what to do next, in plain words
 */
public record TrialVerdict(
        String code, int status, String reason, Optional<Target> target, boolean passwordChecked, String advice) {}
