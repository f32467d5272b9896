#include "sync/server/tokens.hpp"

#include <algorithm>

#include "pos/journal/hash.hpp"
#include "sync/wire/layout.hpp"

namespace syncing::server {

namespace {

constexpr std::string_view kChallengeTag = "counterfoil challenge v1";
constexpr std::string_view kTokenTag = "counterfoil token seal v1";

/// In a time that does not tell where the first difference is.
bool are_equal(pos::BytesView a, pos::BytesView b) {
    if (a.size() != b.size()) return false;
    auto differing = std::byte{0};
    for (std::size_t i = 0; i < a.size(); ++i) differing |= a[i] ^ b[i];
    return differing == std::byte{0};
}

/// Id, the instant at which it ends, and for a challenge what makes it the only one.
struct Content {
    pos::Ulid terminal{};
    pos::Instant ends{};
};

Content read_content(wire::Cursor& cursor) {
    Content content;
    std::ranges::copy(cursor.array<16>(),
                      std::as_writable_bytes(std::span{content.terminal.bytes}).begin());
    content.ends.unix_ms = static_cast<std::int64_t>(cursor.integer(8));
    return content;
}

pos::Bytes content_bytes(const pos::Ulid& terminal, pos::Instant ends) {
    pos::Bytes bytes;
    wire::put(bytes, std::as_bytes(std::span{terminal.bytes}));
    wire::put(bytes, static_cast<std::uint64_t>(ends.unix_ms), 8);
    return bytes;
}

constexpr std::size_t kNonceBytes = 16;

}  // namespace

// BLAKE2b behind a secret of fixed length is a MAC: it cannot be continued as SHA-2 can.
pos::Hash Tokens::seal(std::string_view tag, pos::BytesView content) const {
    pos::journal::Hasher hasher;
    hasher.update(secret_);
    hasher.update(pos::as_bytes(tag));
    hasher.update(content);
    return hasher.finish();
}

pos::Bytes Tokens::challenge(const pos::Ulid& terminal, pos::Instant now,
                             pos::Random& random) const {
    pos::Bytes bytes = content_bytes(terminal, {now.unix_ms + kChallengeValid_ms});
    std::array<std::byte, kNonceBytes> nonce{};
    random.fill(nonce);
    wire::put(bytes, nonce);
    wire::put(bytes, seal(kChallengeTag, bytes));
    return bytes;
}

bool Tokens::is_challenge(pos::BytesView challenge, const pos::Ulid& terminal,
                          pos::Instant now) const {
    wire::Cursor cursor{challenge};
    const Content content = read_content(cursor);
    cursor.take(kNonceBytes);
    const std::size_t sealed = challenge.size() - cursor.left();
    const pos::BytesView mark = cursor.take(sizeof(pos::Hash));
    if (cursor.is_short() || cursor.left() > 0) return false;
    return are_equal(mark, seal(kChallengeTag, challenge.first(sealed))) &&
           content.terminal == terminal && now <= content.ends;
}

std::string Tokens::token(const pos::Ulid& terminal, pos::Instant now) const {
    pos::Bytes bytes = content_bytes(terminal, {now.unix_ms + kTokenValid_ms});
    wire::put(bytes, seal(kTokenTag, bytes));
    return pos::to_hex(bytes);
}

std::optional<Tokens::Given> Tokens::given(std::string_view token) const {
    const auto bytes = pos::from_hex(token);
    if (!bytes) return std::nullopt;
    wire::Cursor cursor{*bytes};
    const Content content = read_content(cursor);
    const std::size_t sealed = bytes->size() - cursor.left();
    const pos::BytesView mark = cursor.take(sizeof(pos::Hash));
    if (cursor.is_short() || cursor.left() > 0) return std::nullopt;
    const bool ours = are_equal(mark, seal(kTokenTag, pos::BytesView{*bytes}.first(sealed)));
    if (!ours) return std::nullopt;
    return Given{content.terminal, content.ends};
}

std::optional<pos::Ulid> Tokens::terminal_of(std::string_view token, pos::Instant now) const {
    const auto known = given(token);
    if (!known || now > known->ends) return std::nullopt;
    return known->terminal;
}

bool Tokens::is_ours(std::string_view token) const {
    return given(token).has_value();
}

}  // namespace syncing::server
