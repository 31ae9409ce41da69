package org.linekeeper.call.machine;

/** Says with which response the caller learns that the callee was not reached. */
@FunctionalInterface
public interface RefusalPolicy {
    Refusal refusal(LegFailure failure);
}
