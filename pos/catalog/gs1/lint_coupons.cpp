// The fields of North American coupons. Most are runs of digits behind a digit that tells their
// length.
//
// source: GS1 US, North American Coupon Application Guideline (8110); GS1 AI (8112) Coupon Data
//         Specification
#include "pos/catalog/gs1/linters.hpp"

namespace pos::catalog::gs1::linters {

namespace {

constexpr std::string_view kAnyDigit = "0123456789";
constexpr std::string_view kPrefixLengths = "0123456";  // and six more digits
constexpr std::string_view kOneToFive = "12345";
constexpr std::string_view kRequirementCodes = "012349";

/// Takes the fields one after the other. Each `bool` is false once something is wrong; then flaw()
/// says what.
class Fields {
public:
    explicit Fields(std::string_view digits) : digits_{digits} {}

    Lint flaw() const { return flaw_; }
    std::size_t at() const { return at_; }

    /// Whether the optional field that starts with `mark` is next; if so, steps behind the mark.
    bool optional(char mark) {
        if (at_ >= digits_.size() || digits_[at_] != mark) return false;
        ++at_;
        return true;
    }
    bool digit(std::string_view allowed, LintError missing, LintError wrong) {
        if (at_ == digits_.size()) return refuse(whole(missing, digits_));
        if (allowed.find(digits_[at_]) == std::string_view::npos) return refuse(one(wrong, at_));
        ++at_;
        return true;
    }
    bool run(std::size_t length, LintError truncated) {
        if (digits_.size() - at_ >= length) {
            at_ += length;
            return true;
        }
        if (at_ == digits_.size()) return refuse(whole(truncated, digits_));
        return refuse(Flaw{truncated, at_, digits_.size() - at_});
    }
    /// A digit that tells how many follow, less `more`; 9, where it is allowed, says none.
    bool counted(std::string_view lengths, std::size_t more, LintError missing, LintError wrong,
                 LintError truncated, bool nine_is_none = false) {
        if (!digit(lengths, missing, wrong)) return false;
        const char told = digits_[at_ - 1];
        if (nine_is_none && told == '9') return true;
        return run(static_cast<std::size_t>(told - '0') + more, truncated);
    }
    bool date(LintError too_short, LintError wrong, std::string_view& date) {
        if (!run(6, too_short)) return false;
        date = digits_.substr(at_ - 6, 6);
        return !yymmdd(date) || refuse(Flaw{wrong, at_ - 6, 6});
    }
    bool refuse(Lint flaw) {
        flaw_ = flaw;
        return false;
    }
    Lint end() const {
        if (at_ == digits_.size()) return {};
        return Flaw{LintError::coupon_excess_data, at_, digits_.size() - at_};
    }

private:
    std::string_view digits_;
    std::size_t at_{0};
    Lint flaw_;
};

/// What the first, second and third purchase say when they are wrong.
struct PurchaseErrors {
    LintError missing_length, wrong_length, truncated, missing_code, wrong_code, truncated_family;
};
constexpr PurchaseErrors kFirst{LintError::coupon_missing_1st_purchase_requirement_vli,
                                LintError::coupon_invalid_1st_purchase_requirement_length,
                                LintError::coupon_truncated_1st_purchase_requirement,
                                LintError::coupon_missing_1st_purchase_requirement_code,
                                LintError::coupon_invalid_1st_purchase_requirement_code,
                                LintError::coupon_truncated_1st_purchase_family_code};
constexpr PurchaseErrors kSecond{LintError::coupon_missing_2nd_purchase_requirement_vli,
                                 LintError::coupon_invalid_2nd_purchase_requirement_length,
                                 LintError::coupon_truncated_2nd_purchase_requirement,
                                 LintError::coupon_missing_2nd_purchase_requirement_code,
                                 LintError::coupon_invalid_2nd_purchase_requirement_code,
                                 LintError::coupon_truncated_2nd_purchase_family_code};
constexpr PurchaseErrors kThird{LintError::coupon_missing_3rd_purchase_requirement_vli,
                                LintError::coupon_invalid_3rd_purchase_requirement_length,
                                LintError::coupon_truncated_3rd_purchase_requirement,
                                LintError::coupon_missing_3rd_purchase_requirement_code,
                                LintError::coupon_invalid_3rd_purchase_requirement_code,
                                LintError::coupon_truncated_3rd_purchase_family_code};

/// How much must be bought, of which family.
bool purchase(Fields& fields, const PurchaseErrors& errors) {
    return fields.counted(kOneToFive, 0, errors.missing_length, errors.wrong_length,
                          errors.truncated) &&
           fields.digit(kRequirementCodes, errors.missing_code, errors.wrong_code) &&
           fields.run(3, errors.truncated_family);
}

bool required_fields(Fields& fields) {
    return fields.counted(kPrefixLengths, 6, LintError::coupon_missing_gcp_vli,
                          LintError::coupon_invalid_gcp_length, LintError::coupon_truncated_gcp) &&
           fields.run(6, LintError::coupon_truncated_offer_code) &&
           fields.counted(kOneToFive, 0, LintError::coupon_missing_save_value_vli,
                          LintError::coupon_invalid_save_value_length,
                          LintError::coupon_truncated_save_value) &&
           purchase(fields, kFirst);
}

bool second_purchase(Fields& fields) {
    if (!fields.optional('1')) return true;
    return fields.digit("0123", LintError::coupon_missing_additional_purchase_rules_code,
                        LintError::coupon_invalid_additional_purchase_rules_code) &&
           purchase(fields, kSecond) &&
           fields.counted("01234569", 6, LintError::coupon_missing_2nd_purchase_gcp_vli,
                          LintError::coupon_invalid_2nd_purchase_gcp_length,
                          LintError::coupon_truncated_2nd_purchase_gcp, true);
}

bool third_purchase(Fields& fields) {
    if (!fields.optional('2')) return true;
    return purchase(fields, kThird) &&
           fields.counted("01234569", 6, LintError::coupon_missing_3rd_purchase_gcp_vli,
                          LintError::coupon_invalid_3rd_purchase_gcp_length,
                          LintError::coupon_truncated_3rd_purchase_gcp, true);
}

bool validity(Fields& fields) {
    std::string_view last;
    std::string_view first;
    const std::size_t from = fields.at();
    if (fields.optional('3') && !fields.date(LintError::coupon_too_short_for_expiration_date,
                                             LintError::coupon_invalid_expiration_date, last)) {
        return false;
    }
    if (fields.optional('4') && !fields.date(LintError::coupon_too_short_for_start_date,
                                             LintError::coupon_invalid_start_date, first)) {
        return false;
    }
    if (last.empty() || first.empty() || first <= last) return true;
    return fields.refuse(Flaw{LintError::coupon_expiration_before_start, from, fields.at() - from});
}

bool serial_number(Fields& fields) {
    return fields.counted(kAnyDigit, 6, LintError::coupon_missing_serial_number_vli,
                          LintError::coupon_missing_serial_number_vli,
                          LintError::coupon_truncated_serial_number);
}

bool retailer(Fields& fields) {
    if (!fields.optional('6')) return true;
    return fields.counted("1234567", 6, LintError::coupon_missing_retailer_gcp_or_gln_vli,
                          LintError::coupon_invalid_retailer_gcp_or_gln_length,
                          LintError::coupon_truncated_retailer_gcp_or_gln);
}

bool flags(Fields& fields) {
    if (!fields.optional('9')) return true;
    return fields.digit("01256", LintError::coupon_missing_save_value_code,
                        LintError::coupon_invalid_save_value_code) &&
           fields.digit("012", LintError::coupon_missing_save_value_applies_to_item,
                        LintError::coupon_invalid_save_value_applies_to_item) &&
           fields.digit(kAnyDigit, LintError::coupon_missing_store_coupon_flag,
                        LintError::coupon_missing_store_coupon_flag) &&
           fields.digit("01", LintError::coupon_missing_dont_multiply_flag,
                        LintError::coupon_invalid_dont_multiply_flag);
}

}  // namespace

Lint couponcode(std::string_view part) {
    if (const auto flaw = csetnumeric(part)) return flaw;
    Fields fields{part};
    const bool sound = required_fields(fields) && second_purchase(fields) &&
                       third_purchase(fields) && validity(fields) &&
                       (!fields.optional('5') || serial_number(fields)) && retailer(fields) &&
                       flags(fields);
    return sound ? fields.end() : fields.flaw();
}

Lint couponposoffer(std::string_view part) {
    if (const auto flaw = csetnumeric(part)) return flaw;
    Fields fields{part};
    const bool sound = fields.digit("01", LintError::coupon_missing_format_code,
                                    LintError::coupon_invalid_format_code) &&
                       fields.counted(kPrefixLengths, 6, LintError::coupon_missing_funder_vli,
                                      LintError::coupon_invalid_funder_length,
                                      LintError::coupon_truncated_funder) &&
                       fields.run(6, LintError::coupon_truncated_offer_code) &&
                       serial_number(fields);
    return sound ? fields.end() : fields.flaw();
}

}  // namespace pos::catalog::gs1::linters
