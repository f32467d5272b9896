#pragma once

#include <expected>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "pos/base/calendar.hpp"
#include "pos/tax/tax.hpp"

namespace pos::tax {

/// How a tax stands from one day until another. A tax's code has one period a day at most.
struct TaxPeriod {
    Tax tax{};
    Date from{};
    std::optional<Date> until{};  // the first day it no longer holds; empty: for good
    bool operator==(const TaxPeriod&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & tax & from & until;
    }
};

/// Several taxes under one name, which stand in their order at the place of the group.
struct TaxGroupRule {
    std::string code{};
    std::int16_t sequence{1};
    std::vector<std::string> members{};  // codes of taxes
    bool operator==(const TaxGroupRule&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & code & sequence & members;
    }
};

/// What an item names: "standard", "reduced", "deposit bottle".
struct TaxClass {
    std::string code{};
    std::string name{};
    std::vector<std::string> taxes{};  // codes of taxes or groups
    bool operator==(const TaxClass&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & code & name & taxes;
    }
};

struct TaxRules {
    std::vector<TaxPeriod> taxes{};
    std::vector<TaxGroupRule> groups{};
    std::vector<TaxClass> classes{};
    bool operator==(const TaxRules&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & taxes & groups & classes;
    }
};

enum class TaxTableError {
    code_missing,       // a tax, group or class without a code
    code_repeated,      // two groups or two classes of one code, or a group named like a tax
    period_empty,       // ends on or before its first day
    periods_overlap,    // one tax, two periods on one day
    rate_out_of_range,  // beyond ±10,000 %
    unknown_tax,        // a group or class names what is not there
    named_twice,        // a class that holds one tax twice
    no_base_left,       // a class whose contained taxes leave nothing of the price
};

struct TaxTableRefusal {
    TaxTableError error;
    std::string code{};  // of the tax, group or class
    bool operator==(const TaxTableRefusal&) const = default;
};

enum class TaxLookupError { unknown_class };

/// The taxes of every class on every day.
class TaxTable {
public:
    TaxTable() = default;

    /// errors: the first one in enum order
    static std::expected<TaxTable, TaxTableRefusal> make(TaxRules rules);

    /// The taxes of a class on a day, in the order they apply: by sequence, then as the class
    /// names them. A tax with no period on that day is left out: it does not exist yet, or no more.
    std::expected<std::vector<Tax>, TaxLookupError> taxes_on(const std::string& tax_class,
                                                             Date date) const;

    const TaxRules& rules() const { return rules_; }

private:
    TaxRules rules_;
};

/// The same taxes for a price with (or without) tax, whatever each says of itself.
std::vector<Tax> with_prices(std::vector<Tax> taxes, PricesAre prices);

}  // namespace pos::tax
