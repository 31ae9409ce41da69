package org.linekeeper.app;

import java.util.Optional;
import org.linekeeper.admin.RegistrationActions;
import org.linekeeper.config.store.Directory;
import org.linekeeper.registration.CredentialTrials;
import org.linekeeper.registration.RefreshOrders;
import org.linekeeper.registration.machine.Account;

/** What the admin port may do to registrations, with the lines of PBXs, enterprises and resellers found in the directory. */
final class RegistrationActionsForAdmin implements RegistrationActions {
    private final Directory directory;
    private final LinesByOwner lines;
    private final CredentialTrials trials;
    private final RefreshOrders refreshes;

    RegistrationActionsForAdmin(Directory directory, CredentialTrials trials, RefreshOrders refreshes) {
        this.directory = directory;
        this.lines = new LinesByOwner(directory);
        this.trials = trials;
        this.refreshes = refreshes;
    }

    @Override
    public CredentialTrials.Start test(String key, Account account) {
        return trials.begin(key, account);
    }

    @Override
    public Optional<RefreshOrders.Outcome> refreshLine(String lineId) {
        return directory.line(lineId).map(line -> refreshes.line(line.id()));
    }

    @Override
    public Optional<RefreshOrders.Outcome> refreshPbx(String pbxId) {
        return directory.pbx(pbxId).map(pbx -> refreshes.pbxs(lines.ofPbx(pbx)));
    }

    @Override
    public Optional<RefreshOrders.Outcome> refreshEnterprise(String enterpriseId) {
        return directory
                .enterprise(enterpriseId)
                .map(enterprise -> refreshes.pbxs(lines.ofEnterprise(enterprise.id())));
    }

    @Override
    public Optional<RefreshOrders.Outcome> refreshReseller(String resellerId) {
        return directory.reseller(resellerId).map(reseller -> refreshes.pbxs(lines.ofReseller(reseller.id())));
    }
}
