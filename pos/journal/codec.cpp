#include "pos/journal/codec.hpp"

#include <utility>

#include "pos/journal/archive/reader.hpp"
#include "pos/journal/kinds.hpp"

namespace pos::journal {

namespace {

template <class T>
std::expected<Event, DecodeError> decode_as(std::uint16_t version, BytesView payload) {
    if (version > Kind<T>::kVersion) return std::unexpected{DecodeError::newer_version};
    if (version == 0) return std::unexpected{DecodeError::damaged};
    const auto versions =
        version == Kind<T>::kVersion ? archive::Versions::todays : archive::Versions::all_so_far;
    auto event = archive::from_bytes<T>(payload, versions);
    if (!event) return std::unexpected{DecodeError::damaged};
    return Event{std::move(*event)};
}

}  // namespace

EncodedInto encode_into(archive::Writer& payload, const Event& event) {
    payload.clear();
    return std::visit(
        [&]<class T>(const T& happened) {
            payload.write(happened);
            return EncodedInto{static_cast<std::uint16_t>(Kind<T>::kNumber), Kind<T>::kVersion};
        },
        event);
}

EncodedEvent encode(const Event& event) {
    archive::Writer payload;
    const auto [kind, version] = encode_into(payload, event);
    return {kind, version, std::move(payload).take()};
}

std::expected<Event, DecodeError> decode(std::uint16_t kind, std::uint16_t version,
                                         BytesView payload) {
    std::expected<Event, DecodeError> event = std::unexpected{DecodeError::unknown_kind};
    with_kind(kind, [&]<class T>() { event = decode_as<T>(version, payload); });
    return event;
}

}  // namespace pos::journal
