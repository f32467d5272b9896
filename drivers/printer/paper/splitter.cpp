#include "drivers/printer/paper/splitter.hpp"

#include <algorithm>

namespace drivers::printer::paper {

namespace {

/// Whether `bytes` begin with the name, as far as they have come.
bool fits(const CommandName& name, pos::BytesView bytes) {
    const auto wanted = pos::as_bytes(name.bytes);
    const std::size_t common = std::min(wanted.size(), bytes.size());
    return std::ranges::equal(wanted.first(common), bytes.first(common));
}

/// ESC, GS, FS, DLE and others of their kind: never alone.
bool leads(std::byte byte) {
    const auto value = std::to_integer<unsigned>(byte);
    return value == 0x10 || value == 0x12 || value == 0x1B || value == 0x1C || value == 0x1D ||
           value == 0x1F;
}

}  // namespace

Splitter::Splitter(std::span<const CommandName* const> names, CommandSink& sink) : sink_{sink} {
    use(names);
}

void Splitter::use(std::span<const CommandName* const> names) {
    for (auto& list : by_first_) list.clear();
    for (const CommandName* name : names) {
        by_first_[static_cast<unsigned char>(name->bytes.front())].push_back(name);
    }
    for (auto& list : by_first_) {
        std::ranges::stable_sort(list, std::ranges::greater{},
                                 [](const CommandName* name) { return name->bytes.size(); });
    }
}

bool Splitter::is_text(std::byte byte) const {
    return byte >= std::byte{0x20} && byte != std::byte{0x7F} &&
           by_first_[std::to_integer<unsigned>(byte)].empty();
}

void Splitter::feed(pos::BytesView bytes) {
    if (left_out_ > 0) {
        const auto skipped = std::min<std::uint64_t>(left_out_, bytes.size());
        left_out_ -= skipped;
        offset_ += skipped;
        bytes = bytes.subspan(static_cast<std::size_t>(skipped));
    }
    if (pending_.empty()) {
        const std::size_t used = consume(bytes, false);
        const auto rest = bytes.subspan(used);
        pending_.assign(rest.begin(), rest.end());
        return;
    }
    pending_.insert(pending_.end(), bytes.begin(), bytes.end());
    if (pending_.size() < wanted_) return;
    const pos::Bytes held = std::move(pending_);
    pending_.clear();
    const std::size_t used = consume(held, false);
    const auto rest = pos::BytesView{held}.subspan(used);
    pending_.insert(pending_.begin(), rest.begin(), rest.end());
}

void Splitter::finish() {
    const pos::Bytes held = std::move(pending_);
    pending_.clear();
    const std::size_t used = consume(held, true);
    const auto rest = pos::BytesView{held}.subspan(used);
    if (!rest.empty()) sink_.cut_off({.offset = offset_, .whole = rest, .parameters = {}});
    offset_ += rest.size();
    left_out_ = 0;
}

void Splitter::drop() {
    offset_ += pending_.size();
    pending_.clear();
    wanted_ = left_out_ = 0;
}

std::size_t Splitter::consume(pos::BytesView bytes, bool last) {
    wanted_ = 0;
    std::size_t at = 0;
    while (at < bytes.size()) {
        const auto rest = bytes.subspan(at);
        const std::size_t used =
            is_text(rest.front()) ? consume_text(rest, last) : consume_command(rest);
        if (used == 0) break;
        at += used;
        offset_ += used;
        if (left_out_ > 0) {
            const auto skipped = std::min<std::uint64_t>(left_out_, bytes.size() - at);
            left_out_ -= skipped;
            offset_ += skipped;
            at += static_cast<std::size_t>(skipped);
        }
    }
    return at;
}

std::size_t Splitter::consume_text(pos::BytesView bytes, bool last) {
    const auto end =
        std::ranges::find_if_not(bytes, [this](std::byte byte) { return is_text(byte); });
    const auto run = bytes.first(static_cast<std::size_t>(end - bytes.begin()));
    const bool ended = last || run.size() < bytes.size();
    const std::size_t used = sink_.text(run, offset_, ended);
    if (used == 0) wanted_ = run.size() + 1;
    return used;
}

std::size_t Splitter::wait_for(std::uint64_t size) {
    wanted_ = size;
    return 0;
}

std::size_t Splitter::consume_command(pos::BytesView bytes) {
    const auto& names = by_first_[std::to_integer<unsigned>(bytes.front())];
    for (const CommandName* name : names) {
        if (!fits(*name, bytes)) continue;
        const std::size_t named = name->bytes.size();
        if (bytes.size() < named) return wait_for(bytes.size() + 1);
        const auto behind = bytes.subspan(named);
        const Length length = name->length(behind);
        const std::uint64_t whole = named + length.size;
        if (whole > kCommandMax) {
            const auto seen = bytes.first(
                static_cast<std::size_t>(std::min<std::uint64_t>({whole, bytes.size(), 64})));
            sink_.too_large(*name, {.offset = offset_, .whole = seen, .parameters = {}}, whole);
            left_out_ = whole - seen.size();
            return seen.size();
        }
        if (bytes.size() < whole) return wait_for(whole);
        if (!length.known) return wait_for(whole);
        const auto size = static_cast<std::size_t>(whole);
        sink_.command(*name, {.offset = offset_,
                              .whole = bytes.first(size),
                              .parameters = bytes.subspan(named, size - named)});
        return size;
    }
    const std::size_t size = leads(bytes.front()) ? 2 : 1;
    if (bytes.size() < size) return wait_for(size);
    sink_.unknown({.offset = offset_, .whole = bytes.first(size), .parameters = {}});
    return size;
}

}  // namespace drivers::printer::paper
