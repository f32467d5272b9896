#pragma once

#include <string>
#include <variant>
#include <vector>

#include "app/till/screens/common/status.hpp"

namespace till::office {

/// Sales of this till that are in none of head office's takings.
struct Kept {
    std::string title;  // "Parked · 3 receipts, B01-T1-000017 to B01-T1-000019"
    std::string amount;
    std::string why;     // what happened, and what it means
    std::string advice;  // what to do
    std::string note;    // since when, and the office's own word
    bool serious{false};
};

/// What head office has of this till and not in its books. A till that has joined none never shows
/// it.
struct Model {
    common::Status status;
    common::Message message;
    common::Message about;  // a till that was put back from an older copy, or took another's place
    bool loading{false};
    std::string nothing;  // instead of rows
    std::vector<Kept> rows;
    bool can_export{false};
};

/// From the strip at the top of any screen, or from the settings.
struct Opened {};
struct ExportPressed {};
struct AgainPressed {};
struct BackPressed {};
struct Action : std::variant<Opened, ExportPressed, AgainPressed, BackPressed> {
    using variant::variant;
};

}  // namespace till::office
