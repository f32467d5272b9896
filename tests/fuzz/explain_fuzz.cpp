// Goal: no request, however built, makes `explain` read past it, run for ever or stop; and what it
// answers is either figures or named errors, the same each time.
// Method: the bytes are a line; where they are JSON, a second reading of the answer's own text and
// a second answer must agree, and the answer must refuse with fields or answer without.
#include <cstdint>
#include <string_view>

#include "app/core/explain/explain.hpp"
#include "pos/base/assert.hpp"

namespace explain = app::core::explain;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view line{reinterpret_cast<const char*>(data), size};
    const explain::Json answer = explain::explain(line);
    POS_ASSERT(answer.is_object());
    const std::string text = answer.dump(-1, ' ', false, explain::Json::error_handler_t::replace);
    POS_ASSERT(text == explain::explain(line).dump(-1, ' ', false,
                                                   explain::Json::error_handler_t::replace));
    POS_ASSERT(!explain::Json::parse(text, nullptr, false).is_discarded());
    if (!explain::is_refused(answer)) {
        POS_ASSERT(answer.contains("kind"));
        return 0;
    }
    POS_ASSERT(!answer.at("errors").empty());
    for (const explain::Json& error : answer.at("errors")) {
        POS_ASSERT(!error.at("field").get<std::string>().empty());
        POS_ASSERT(!error.at("reason").get<std::string>().empty());
    }
    return 0;
}
