#pragma once

#include <optional>
#include <string>

#include "app/core/invoice/words.hpp"
#include "pos/billing/invoice/invoice.hpp"
#include "pos/money/exact.hpp"

namespace app::core::invoice {

/// Writes an invoice's figures, dates and units as its language does.
///
/// requires: the words outlive it
class Writing {
public:
    Writing(const pos::billing::invoice::Invoice& invoice, const Words& words);

    /// At least so many decimals, and as many as the figure needs.
    std::string figure(const pos::billing::invoice::Figure& value, unsigned decimals_min) const;
    /// With the currency's decimals; nothing where there is none.
    std::string amount(const std::optional<pos::billing::invoice::Figure>& value) const;
    /// The same with the currency's sign.
    std::string money(const std::optional<pos::billing::invoice::Figure>& value) const;
    std::string date(const std::optional<pos::Date>& value) const;
    std::string period(const std::optional<pos::billing::invoice::Period>& period) const;
    std::string percent(const pos::billing::invoice::Figure& rate) const;
    const Words& words() const { return words_; }

private:
    const Words& words_;
    std::optional<pos::Currency> currency_;
    std::string code_;
};

/// At least so many decimals, and as many as the figure needs.
std::string exact_words(const pos::locale::Locale& locale, pos::Exact value, unsigned decimals_min);

/// A quantity with its unit of UN/ECE Recommendation 20 by the sign that people know: "3 kWh".
std::string with_unit(const std::string& figure, const std::string& unit);

/// An IBAN in groups of four, as people read it out; another account number as it is.
std::string account_words(const std::string& account);

}  // namespace app::core::invoice
