#pragma once

#include <cstdint>
#include <expected>
#include <string>

#include "pos/billing/charge.hpp"
#include "pos/billing/rated.hpp"
#include "pos/billing/usage.hpp"

namespace pos::billing {

enum class RatingError : std::uint8_t {
    quantity_out_of_range,
    quantity_negative,  // of a model whose units cannot come back
    too_many_events,
    amount_out_of_range,
    credits_exceed_total,
};

/// Applies a charge to what was used in one part of a billing period.
///
/// Order: conversion, free quantity, the model's lines, percentage, discounted amount, maximum,
/// minimum, credits.
///
/// requires: faults(charge) is empty
/// ensures:  the sums that Rated promises; parts of a period add up to the period rated whole, but
///           for what the charge's own policies say otherwise
/// errors:   in enum order
std::expected<Rated, RatingError> rate(const Charge& charge, const Usage& usage);

/// The same into memory that is used again: no allocation once it has grown.
std::expected<void, RatingError> rate(const Charge& charge, const Usage& usage, Rated& rated);

/// "the quantity is negative, and units of this charge cannot come back"
std::string words_of(RatingError error);

}  // namespace pos::billing
