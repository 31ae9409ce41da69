package org.linekeeper.call.number;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import com.google.i18n.phonenumbers.ShortNumberInfo;
import java.util.Optional;

/**
 * How one country dials.
 *
 * @param region ISO 3166-1 code of two letters
 * @param callingCode without plus, such as 1 or 44
 */
public record Country(String region, String callingCode) {
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    /** Plus, calling code and area code: so much tells countries apart that share a calling code. */
    private static final int BEGINNING = 7;

    private static final int SHORT = 8;

    /** Reading a number takes about as long as all else that is decided about a call; extensions come again and again. */
    private static final Memo<Optional<Country>> BY_BEGINNING = new Memo<>(4_096);

    private static final Memo<Optional<String>> SHORT_DIGITS = new Memo<>(16_384);

    private static final ShortNumberInfo SHORT_NUMBERS = ShortNumberInfo.getInstance();

    /** The country with this code; empty when nothing is known of its numbers. */
    public static Optional<Country> of(String region) {
        int code = NUMBERS.getCountryCodeForRegion(region);
        return code == 0 ? Optional.empty() : Optional.of(new Country(region, Integer.toString(code)));
    }

    /** The country that a number with its plus belongs to, as far as its first digits tell. */
    public static Optional<Country> ofNumber(String global) {
        return BY_BEGINNING.get(
                global.length() > BEGINNING ? global.substring(0, BEGINNING) : global, any -> parsedCountry(global));
    }

    private static Optional<Country> parsedCountry(String global) {
        return parsed(global, "ZZ")
                .map(number -> {
                    String region = NUMBERS.getRegionCodeForNumber(number);
                    // A number that is not in use still has a country by its first digits.
                    return region == null ? NUMBERS.getRegionCodeForCountryCode(number.getCountryCode()) : region;
                })
                .flatMap(Country::of);
    }

    /** E.164 with its plus, when these digits are a full number as dialled in this country or with a plus. */
    Optional<String> global(String digits) {
        return digits.length() > SHORT
                ? parsedGlobal(digits)
                : SHORT_DIGITS.get(region + digits, any -> parsedGlobal(digits));
    }

    private Optional<String> parsedGlobal(String digits) {
        return parsed(digits, region)
                .filter(NUMBERS::isValidNumber)
                .map(number -> NUMBERS.format(number, PhoneNumberFormat.E164));
    }

    /** As a phone in this country dials a number with its plus; the digits alone when it cannot be read. */
    String national(String global) {
        return parsed(global, region)
                .map(number -> Integer.toString(number.getCountryCode()).equals(callingCode)
                        ? NUMBERS.format(number, PhoneNumberFormat.NATIONAL)
                        : NUMBERS.formatOutOfCountryCallingNumber(number, region))
                .map(Country::digits)
                .orElseGet(() -> digits(global));
    }

    boolean isEmergency(String digits) {
        return SHORT_NUMBERS.isEmergencyNumber(digits, region);
    }

    private static Optional<PhoneNumber> parsed(String digits, String region) {
        try {
            return Optional.of(NUMBERS.parse(digits, region));
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }

    private static String digits(String text) {
        return text.chars()
                .filter(c -> c >= '0' && c <= '9')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
