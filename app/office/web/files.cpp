#include "app/office/web/files.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "app/office/web/embedded.hpp"
#include "pos/base/assert.hpp"
#include "pos/base/bytes.hpp"
#include "pos/journal/hash.hpp"

namespace app::office::web {

namespace {

struct Kind {
    std::string_view ending;
    std::string_view type;
};
constexpr std::array kKinds{
    Kind{".css", "text/css; charset=utf-8"},
    Kind{".js", "text/javascript; charset=utf-8"},
    Kind{".svg", "image/svg+xml"},
};

struct Served {
    std::string link;
    std::string_view bytes;
    std::string_view type;
    std::string tag;
};

/// By their plain names.
const std::map<std::string, Served, std::less<>>& served() {
    static const auto files = [] {
        std::map<std::string, Served, std::less<>> all;
        for (const EmbeddedFile& file : embedded_files()) {
            const auto* const kind = std::ranges::find_if(
                kKinds, [&](const Kind& k) { return file.path.ends_with(k.ending); });
            if (kind == kKinds.end() || !file.path.starts_with("web/")) continue;
            const std::string name{file.path.substr(4)};
            const pos::Hash hash = pos::journal::blake2b(pos::as_bytes(file.bytes));
            const std::string mark = pos::to_hex(pos::BytesView{hash}.first(8));
            const std::string stem = name.substr(0, name.size() - kind->ending.size());
            all[name] = {"/files/" + stem + "." + mark + std::string{kind->ending}, file.bytes,
                         kind->type, '"' + mark + '"'};
        }
        return all;
    }();
    return files;
}

}  // namespace

std::string_view embedded(std::string_view path) {
    const auto files = embedded_files();
    const auto found = std::ranges::find(files, path, &EmbeddedFile::path);
    POS_ASSERT(found != files.end());
    return found->bytes;
}

const std::string& file_link(std::string_view name) {
    const auto found = served().find(name);
    POS_ASSERT(found != served().end());
    return found->second.link;
}

syncing::server::Response serve_file(const syncing::server::Request& request,
                                     std::string_view path) {
    for (const auto& [name, file] : served()) {
        if (file.link != path) continue;
        syncing::server::Response answer{.content_type = std::string{file.type}};
        answer.headers = {{"Cache-Control", "public, max-age=31536000, immutable"},
                          {"ETag", file.tag}};
        if (request.if_none_match == file.tag) {
            answer.status = 304;
        } else {
            answer.body = file.bytes;
        }
        return answer;
    }
    return {.status = 404, .content_type = "text/plain; charset=utf-8", .body = "404\n"};
}

}  // namespace app::office::web
