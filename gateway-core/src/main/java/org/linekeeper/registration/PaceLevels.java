package org.linekeeper.registration;

/**
 * How the node stands towards all targets at one moment.
 *
 * @param inFlight REGISTERs without final response
 * @param waiting lines that wait for their turn
 * @param targetsDown targets that do not answer, or asked for a pause
 * @param breakersOpen PBXs where credentials that never succeeded are not tried
 * @param addressesTranslated PBXs that see this gateway at another address than the Contact names, unexpectedly
 */
public record PaceLevels(int inFlight, int waiting, int targetsDown, int breakersOpen, int addressesTranslated) {}
