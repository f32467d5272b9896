#pragma once

#include <string_view>

#include "pos/billing/invoice/invoice.hpp"
#include "pos/xml/write.hpp"

namespace pos::billing::invoice::cii {

/// `kind` is the element that holds the date: udt:DateTimeString, or another in a few places.
void put_date(xml::Writer& xml, std::string_view name, const std::optional<Date>& date,
              std::string_view kind = "udt:DateTimeString");
void write_period(xml::Writer& xml, const std::optional<Period>& period);
void write_allowance(xml::Writer& xml, const AllowanceCharge& part);
void write_agreement(xml::Writer& xml, const Invoice& invoice);
void write_delivery(xml::Writer& xml, const Invoice& invoice);
void write_settlement(xml::Writer& xml, const Invoice& invoice);
void write_address(xml::Writer& xml, const std::optional<Address>& address);
void write_lines(xml::Writer& xml, const Invoice& invoice);

}  // namespace pos::billing::invoice::cii
