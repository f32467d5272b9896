#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "app/core/meter/read_file.hpp"

/// What meters and their files say, in words and as JSON.
namespace app::core::meter {

inline constexpr const char* kTakenBack = "below zero: something is taken back, not used";

std::string name_of(FileFormat format);
std::string name_of(pos::billing::meter::Quality quality);
std::string name_of(pos::billing::meter::Source source);

/// "2015-01-01T08:00:00Z"
std::string iso(pos::Instant at);

/// "PAD 12345678, water, version 1, low battery"
std::string title_of(const drivers::meter::mbus::Telegram& telegram);
/// "12.565", "2012-07-10T15:25", a text, or bytes in hexadecimal digits; empty for nothing.
std::string value_text(const drivers::meter::mbus::Datum& value);
std::string remarks_of(const drivers::meter::mbus::Record& record);

nlohmann::ordered_json json_of(const drivers::meter::mbus::Telegram& telegram);
nlohmann::ordered_json json_of(const drivers::meter::mbus::Record& record);

}  // namespace app::core::meter
