#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "drivers/printer/paper/command.hpp"

namespace drivers::printer::paper {

/// Takes what the Splitter found.
class CommandSink {
public:
    virtual ~CommandSink() = default;
    virtual void command(const CommandName& name, const Command& command) = 0;
    /// A command that no name fits: its first one or two bytes.
    virtual void unknown(const Command& command) = 0;
    /// `size` bytes in all, which are left out; `command` holds the first of them.
    virtual void too_large(const CommandName& name, const Command& command, std::uint64_t size) = 0;
    virtual void cut_off(const Command& command) = 0;
    /// Bytes that name no command. Returns how many are used; fewer where a character lacks its
    /// last bytes. With `last` nothing follows and all are used.
    virtual std::size_t text(pos::BytesView bytes, std::uint64_t offset, bool last) = 0;
};

/// Splits a printer's bytes into commands and text, in whatever pieces they come.
///
/// ensures: holds at most kCommandMax bytes
class Splitter {
public:
    /// A raster of the widest head, ten metres long.
    static constexpr std::uint64_t kCommandMax = 8U << 20;

    /// `names` of one or more bytes; the longest that fits counts. Bytes below 0x20 and 0x7F are
    /// never text, others unless a name begins with them. Both outlive it.
    Splitter(std::span<const CommandName* const> names, CommandSink& sink);

    /// Other names from here on; the sink may call it while it takes a command.
    void use(std::span<const CommandName* const> names);

    void feed(pos::BytesView bytes);
    /// What waits for more is cut off.
    void finish();
    /// What waits for more is lost.
    void drop();
    /// Of the next byte to be looked at.
    std::uint64_t offset() const { return offset_; }

private:
    bool is_text(std::byte byte) const;
    std::size_t consume(pos::BytesView bytes, bool last);
    std::size_t consume_command(pos::BytesView bytes);
    std::size_t consume_text(pos::BytesView bytes, bool last);
    std::size_t wait_for(std::uint64_t size);

    std::array<std::vector<const CommandName*>, 256> by_first_;  // longest first
    CommandSink& sink_;
    pos::Bytes pending_;
    std::uint64_t wanted_{0};  // pending bytes before another try is worth it
    std::uint64_t left_out_{0};
    std::uint64_t offset_{0};
};

}  // namespace drivers::printer::paper
