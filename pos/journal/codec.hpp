#pragma once

#include <cstdint>
#include <expected>

#include "pos/base/bytes.hpp"
#include "pos/journal/archive/writer.hpp"
#include "pos/journal/event.hpp"

namespace pos::journal {

struct EncodedEvent {
    std::uint16_t kind{0};
    std::uint16_t version{0};
    Bytes payload;
    bool operator==(const EncodedEvent&) const = default;
};

/// ensures: equal events give equal bytes; decode() gives the event back
EncodedEvent encode(const Event& event);

/// The same into a buffer that is used again and again: its contents are replaced by the payload.
struct EncodedInto {
    std::uint16_t kind{0};
    std::uint16_t version{0};
};
EncodedInto encode_into(archive::Writer& payload, const Event& event);

enum class DecodeError {
    unknown_kind,   // written by a newer program: keep the entry, try again after an upgrade
    newer_version,  // likewise
    damaged,        // no program of ours wrote these bytes
};

/// Reads a payload of any version ever released; older ones are lifted to today's.
///
/// errors: in enum order
std::expected<Event, DecodeError> decode(std::uint16_t kind, std::uint16_t version,
                                         BytesView payload);

}  // namespace pos::journal
