#include <zlib.h>
#include <zstd.h>
#include <algorithm>
#include <array>

#include "app/core/tabular/packed.hpp"
#include "app/core/tabular/unzip.hpp"
#include "app/core/tabular/workbook.hpp"
#include "pos/base/assert.hpp"

namespace app::core::tabular {

namespace {

constexpr std::array<char, 2> kGzip{'\x1F', '\x8B'};
constexpr std::array<char, 5> kPdf{'%', 'P', 'D', 'F', '-'};
constexpr std::array<char, 4> kZstd{'\x28', '\xB5', '\x2F', '\xFD'};

/// The kind of spreadsheet that is not read here, if it is one.
std::optional<std::string> other_spreadsheet(const Packed& bytes) {
    constexpr std::array<char, 8> kCompound{'\xD0', '\xCF', '\x11', '\xE0',
                                            '\xA1', '\xB1', '\x1A', '\xE1'};
    if (bytes.starts_with(kCompound)) return "an old Excel file (.xls)";
    // The first file of an OpenDocument names its kind: OpenDocument 1.2, part 3, section 3.3.
    constexpr std::string_view kOpenDocument{"mimetypeapplication/vnd.oasis.opendocument"};
    const auto ready = bytes.ready();
    const std::string_view head{ready.data(), ready.size()};
    if (head.contains(kOpenDocument)) return "an OpenDocument file (.ods)";
    return std::nullopt;
}

class PlainInput final : public Input {
public:
    explicit PlainInput(Packed packed) : packed_(std::move(packed)) {}

    std::expected<std::size_t, InputError> read(std::span<char> out) override {
        const auto ready = packed_.ready();
        if (ready.empty()) return packed_.input().read(out);
        const std::size_t size = std::min(ready.size(), out.size());
        std::copy_n(ready.begin(), size, out.begin());
        packed_.take(size);
        return size;
    }
    Progress progress() const override { return packed_.input().progress(); }
    pos::Hash finish_hash() override { return packed_.input().finish_hash(); }

private:
    Packed packed_;
};

class GzipInput final : public Input {
public:
    explicit GzipInput(Packed packed) : packed_(std::move(packed)), stream_(new z_stream{}) {
        POS_ASSERT(inflateInit2(stream_.get(), 15 + 16) == Z_OK);  // 16: a gzip header is expected
    }

    std::expected<std::size_t, InputError> read(std::span<char> out) override {
        for (;;) {
            const auto filled = packed_.fill(1);
            if (!filled) return std::unexpected{filled.error()};
            const auto ready = packed_.ready();
            if (ready.empty()) {
                if (inside_) return packed_.damaged("the file is cut off");
                return std::size_t{0};
            }
            const auto got = inflate_some(ready, out);
            if (!got || *got > 0) return got;
        }
    }
    Progress progress() const override { return packed_.input().progress(); }
    pos::Hash finish_hash() override { return packed_.input().finish_hash(); }

private:
    struct End {
        void operator()(z_stream* stream) const {
            inflateEnd(stream);
            delete stream;
        }
    };

    std::expected<std::size_t, InputError> inflate_some(std::span<const char> ready,
                                                        std::span<char> out) {
        inside_ = true;
        stream_->next_in = reinterpret_cast<Bytef*>(const_cast<char*>(ready.data()));
        stream_->avail_in = static_cast<uInt>(ready.size());
        stream_->next_out = reinterpret_cast<Bytef*>(out.data());
        const std::size_t room = std::min<std::size_t>(out.size(), 1U << 30);
        stream_->avail_out = static_cast<uInt>(room);
        const int result = inflate(stream_.get(), Z_NO_FLUSH);
        packed_.take(ready.size() - stream_->avail_in);
        if (result == Z_STREAM_END) {
            inside_ = false;
            inflateReset(stream_.get());
        } else if (result != Z_OK && result != Z_BUF_ERROR) {
            return packed_.damaged(stream_->msg != nullptr ? stream_->msg : "gzip data is damaged");
        }
        return room - stream_->avail_out;
    }

    Packed packed_;
    std::unique_ptr<z_stream, End> stream_;
    bool inside_{false};  // a member was begun and not ended
};

class ZstdInput final : public Input {
public:
    explicit ZstdInput(Packed packed) : packed_(std::move(packed)), stream_(ZSTD_createDStream()) {
        POS_ASSERT(stream_ != nullptr);
        ZSTD_DCtx_setParameter(stream_.get(), ZSTD_d_windowLogMax, kWindowLog2Max);
    }

    std::expected<std::size_t, InputError> read(std::span<char> out) override {
        for (;;) {
            const auto filled = packed_.fill(1);
            if (!filled) return std::unexpected{filled.error()};
            const auto ready = packed_.ready();
            if (ready.empty() && !pending_) {
                if (inside_) return packed_.damaged("the file is cut off");
                return std::size_t{0};
            }
            ZSTD_inBuffer in{ready.data(), ready.size(), 0};
            ZSTD_outBuffer to{out.data(), out.size(), 0};
            const std::size_t result = ZSTD_decompressStream(stream_.get(), &to, &in);
            if (ZSTD_isError(result) != 0) return packed_.damaged(ZSTD_getErrorName(result));
            packed_.take(in.pos);
            inside_ = result != 0;
            pending_ = inside_ && to.pos == to.size;  // more may come without further input
            if (to.pos > 0) return to.pos;
        }
    }
    Progress progress() const override { return packed_.input().progress(); }
    pos::Hash finish_hash() override { return packed_.input().finish_hash(); }

private:
    struct Free {
        void operator()(ZSTD_DStream* stream) const { ZSTD_freeDStream(stream); }
    };

    Packed packed_;
    std::unique_ptr<ZSTD_DStream, Free> stream_;
    bool inside_{false};
    bool pending_{false};
};

}  // namespace

std::expected<std::unique_ptr<Input>, InputError> unpacked(std::unique_ptr<Input> packed,
                                                           std::string source, PdfFiles pdf) {
    Packed bytes{std::move(packed), std::move(source)};
    const auto filled = bytes.fill(kZstd.size());
    if (!filled) return std::unexpected{filled.error()};
    if (bytes.starts_with(kGzip)) return std::make_unique<GzipInput>(std::move(bytes));
    if (const auto named = bytes.fill(128); !named) return std::unexpected{named.error()};
    auto other = other_spreadsheet(bytes);
    if (pdf == PdfFiles::refused && bytes.starts_with(kPdf)) other = "a PDF file";
    if (other) {
        return std::unexpected{
            InputError{InputErrorKind::other_spreadsheet, bytes.source(), std::move(*other)}};
    }
    if (is_workbook(bytes)) return open_workbook(std::move(bytes));
    if (is_zip(bytes)) return open_zip(std::move(bytes));
    if (bytes.starts_with(kZstd)) return std::make_unique<ZstdInput>(std::move(bytes));
    return std::make_unique<PlainInput>(std::move(bytes));
}

}  // namespace app::core::tabular
