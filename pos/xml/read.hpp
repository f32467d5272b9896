#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

#include "pos/xml/document.hpp"

namespace pos::xml {

/// What a file from a stranger may use of this machine.
struct Limits {
    std::size_t bytes{std::size_t{64} << 20};
    std::uint32_t depth{64};
    std::size_t elements{4'000'000};
};

enum class ReadErrorKind {
    empty,
    too_large,
    malformed,
    declares_entities,  // a document type declaration, of whatever kind
    too_deep,
    too_many_elements,
};

struct ReadError {
    ReadErrorKind kind{};
    std::uint32_t line{0};  // 0 where it is the file as a whole
    std::uint32_t column{0};
    std::string detail;  // the library's words for what is malformed
    bool operator==(const ReadError&) const = default;
};

/// One sentence for people.
std::string to_string(const ReadError& error);

/// Reads an XML file of any encoding that it declares. Nothing outside the bytes is ever opened,
/// and a document type declaration is refused, so that no entity can be defined, let alone
/// expanded.
///
/// ensures: names, attributes and texts are valid UTF-8
/// errors:  one ReadError for the first fault met
/// threads: any number at once
std::expected<Document, ReadError> read(std::string_view bytes, const Limits& limits = {});

}  // namespace pos::xml
