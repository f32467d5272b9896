#pragma once

#include <optional>
#include <string_view>

#include "drivers/printer/ink.hpp"

namespace drivers::printer {

/// Where the pictures that a document names come from.
class Pictures {
public:
    virtual ~Pictures() = default;
    /// Empty where there is none of that name, or none that can be read.
    virtual std::optional<Ink> find(std::string_view name) const = 0;
};

/// For documents without pictures.
class NoPictures final : public Pictures {
public:
    std::optional<Ink> find(std::string_view) const override { return std::nullopt; }
};

}  // namespace drivers::printer
