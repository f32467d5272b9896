#include "tests/contract/office_pages/office_pages.hpp"

#include <curl/curl.h>

#include <chrono>

namespace test {

namespace {

std::size_t take(char* bytes, std::size_t size, std::size_t count, void* to) {
    static_cast<std::string*>(to)->append(bytes, size * count);
    return size * count;
}

}  // namespace

std::string Heard::header(const std::string& name) const {
    const auto at = head.find("\r\n" + name + ": ");
    if (at == head.npos) return {};
    const auto from = at + name.size() + 4;
    return head.substr(from, head.find("\r\n", from) - from);
}
std::string Heard::cookie(const std::string& name) const {
    const auto at = head.find("Set-Cookie: counterfoil_" + name + "=");
    if (at == head.npos) return {};
    const auto from = at + 25 + name.size();
    return head.substr(from, head.find(';', from) - from);
}
std::string Heard::mark() const {
    const auto at = body.find("name=\"mark\" value=\"");
    return at == body.npos ? std::string{} : body.substr(at + 19, 64);
}

std::string Heard::hidden(const std::string& name) const {
    const std::string from = "name=\"" + name + "\" value=\"";
    const auto at = body.find(from);
    if (at == body.npos) return {};
    const auto begin = at + from.size();
    const std::string value = body.substr(begin, body.find('"', begin) - begin);
    std::string sent;
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (value.compare(i, 5, "&amp;") == 0) {
            sent += "%26";
            i += 4;
        } else if (value[i] == '=' || value[i] == '?' || value[i] == '%') {
            sent += value[i] == '=' ? "%3D" : value[i] == '?' ? "%3F" : "%25";
        } else {
            sent += value[i];
        }
    }
    return sent;
}

std::string Heard::link(const std::string& begin) const {
    const auto at = body.find("href=\"" + begin);
    if (at == std::string::npos) return {};
    std::string found = body.substr(at + 6, body.find('"', at + 6) - at - 6);
    for (auto amp = found.find("&amp;"); amp != found.npos; amp = found.find("&amp;", amp)) {
        found.erase(++amp, 4);
    }
    return found;
}

void OfficePages::SetUp() {
    HeadOffice::SetUp();
    write_file(file("password"), std::string{kPassword} + "\n");
    give_password("Manager", kPassword);
    base_ = "http://127.0.0.1:" + std::to_string(office_port_);
}

void OfficePages::give_password(const std::string& name, const std::string& password) const {
    const auto set = run_program(
        {"/bin/sh", "-c",
         "printf '%s\\n' \"$1\" | \"$2\" user password \"$3\" --db \"$4\" --password-stdin", "sh",
         password, COUNTERFOIL_BINARY_DIR "/bin/counterfoil", name, db()});
    ASSERT_EQ(set.exit, 0) << set.err;
}

void OfficePages::import_goods() const {
    write_file(file("goods.csv"), "number,name,price\nP0,Apple,0.50\nP1,Pear <b>green</b>,1.00\n");
    counterfoil({"import", "items", file("goods.csv"), "--db", db(), "--quiet"});
}

Heard OfficePages::ask(const std::string& path, const std::string& cookies, const std::string* form,
                       const std::vector<std::string>& more, bool head_alone) const {
    const std::unique_ptr<CURL, void (*)(CURL*)> curl{::curl_easy_init(), ::curl_easy_cleanup};
    Heard heard;
    curl_slist* headers = nullptr;
    for (const auto& header : more) headers = ::curl_slist_append(headers, header.c_str());
    ::curl_easy_setopt(curl.get(), CURLOPT_URL, (base_ + path).c_str());
    ::curl_easy_setopt(curl.get(), CURLOPT_PATH_AS_IS, 1L);
    ::curl_easy_setopt(curl.get(), CURLOPT_NOPROXY, "*");
    ::curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers);
    if (!cookies.empty()) ::curl_easy_setopt(curl.get(), CURLOPT_COOKIE, cookies.c_str());
    if (form != nullptr) {
        ::curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDSIZE_LARGE,
                           static_cast<curl_off_t>(form->size()));
        ::curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDS, form->c_str());
    }
    if (head_alone) ::curl_easy_setopt(curl.get(), CURLOPT_NOBODY, 1L);
    ::curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, take);
    ::curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &heard.body);
    ::curl_easy_setopt(curl.get(), CURLOPT_HEADERFUNCTION, take);
    ::curl_easy_setopt(curl.get(), CURLOPT_HEADERDATA, &heard.head);
    EXPECT_EQ(::curl_easy_perform(curl.get()), CURLE_OK);
    ::curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &heard.status);
    ::curl_slist_free_all(headers);
    return heard;
}

Heard OfficePages::at_rest(const std::string& path, const std::string& cookies) const {
    const auto end = std::chrono::steady_clock::now() + std::chrono::minutes{5};
    const auto waits = [](const Heard& page) {
        return page.body.find("data-refresh") != page.body.npos;
    };
    Heard page = ask(path, cookies);
    while (waits(page) && std::chrono::steady_clock::now() < end) page = ask(path, cookies);
    EXPECT_FALSE(waits(page));
    return page;
}

Heard OfficePages::send(const std::string& path, const std::string& cookies,
                        const std::string& form) const {
    return ask(path, cookies, &form);
}

Heard OfficePages::bring_file(const std::string& path, const std::string& cookies,
                              const std::string& mark, const FormFile& of) const {
    const std::string part = "--x\r\nContent-Disposition: form-data; name=";
    const std::string body = part + "\"mark\"\r\n\r\n" + mark + "\r\n" + part + "\"" + of.input +
                             "\"; filename=\"" + of.name + "\"\r\nContent-Type: text/xml\r\n\r\n" +
                             of.bytes + "\r\n--x--\r\n";
    return ask(path, cookies, &body, {"Content-Type: multipart/form-data; boundary=x"});
}

Heard OfficePages::try_to_sign_in(const std::string& name, const std::string& password,
                                  const std::string& more_cookies) const {
    const Heard page = ask("/sign-in");
    return send("/sign-in", "counterfoil_form=" + page.cookie("form") + more_cookies,
                "mark=" + page.mark() + "&name=" + name + "&password=" + password);
}

std::string OfficePages::session(const std::string& name) const {
    const Heard in = try_to_sign_in(name, "correct+horse+battery");
    EXPECT_EQ(in.status, 303);
    EXPECT_EQ(in.header("Location"), "/overview");
    return "counterfoil_session=" + in.cookie("session");
}

Somebody OfficePages::somebody(const Somebody& by, const std::string& name,
                               const std::string& role) const {
    EXPECT_EQ(send("/people", by.cookie,
                   "mark=" + by.mark + "&name=" + name + "&role=" + role +
                       "&password=correct+horse+battery")
                  .status,
              303);
    const std::string cookie = session(name);
    return {cookie, ask("/overview", cookie).mark()};
}

}  // namespace test
