#pragma once

#include <string>

#include "app/till/screens/first_start/first_start.hpp"

// Where the shop is and what follows from that, as it was answered.
namespace till::first_start {

/// Whether the shop is in a country that nothing is known of.
bool is_elsewhere(const Model& model);
/// Whether the step is a question at all, given the answers before it.
bool is_asked(const Model& model, Step step);
/// The clocks of the chosen country: this computer's first where it is there, and chosen.
void choose_clocks(Model& model);
/// Fills in what is paid with where the chosen clock is, for a country that nothing is known of.
void fill_in_currency(Model& model);

/// The country with what was answered: the zone, the rate that the shop said; of one that nothing
/// is known of, currency and language too.
app::core::Country country_of_shop(const Model& model);
/// The rate that the shop said, in per cent with a point: "8.25"; empty for none.
std::string rate_of_shop(const Model& model);

enum class TaxDoubt { none, currency, rate };
/// What of that question was answered with something else.
TaxDoubt tax_doubt(const Model& model);

/// Where the picture for the logo lies; empty for none.
std::string logo_of(const Model& model);

}  // namespace till::first_start
