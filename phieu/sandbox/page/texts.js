// What the page itself says, in Vietnamese and English.

import { PANEL_TEXTS } from "./panel_texts.js";

const TEXTS = {
  vi: {
    sandbox: "bản chạy thử",
    notice: "Người và số liệu ở đây đều là mẫu. Mọi thứ chỉ nằm trên máy này, không có gì được gửi ra ngoài.",
    theme: "Đổi nền sáng hoặc tối",
    language: "Ngôn ngữ của trang này",
    people: "Những người mẫu",
    phones: "Điện thoại",
    search: "Tìm theo tên hoặc chức danh",
    nobody: "Không có ai phù hợp.",
    choose: "Mời anh/chị chọn một người trong danh sách để mở điện thoại của người đó.",
    offline: "Mất kết nối với bản chạy thử. Trang đang thử kết nối lại…",
    phoneOf: "Điện thoại của {name}",
    conversation: "Cuộc trò chuyện của {name}",
    putAway: "Cất điện thoại",
    more: "Thêm",
    block: "Chặn bot",
    blocked: "Người này đã chặn bot.",
    unblock: "Bỏ chặn và bắt đầu lại",
    notStarted: "chưa bắt đầu",
    isBlocked: "đã chặn bot",
    unread: "{count} tin chưa đọc",
    greeting: "Người này chưa trò chuyện với bot.",
    start: "Bắt đầu",
    invitation: "Mở liên kết mời",
    write: "Viết tin nhắn",
    message: "Tin nhắn…",
    send: "Gửi",
    attach: "Đính kèm",
    sendPhoto: "Gửi ảnh",
    sendDocument: "Gửi tệp",
    commands: "Các lệnh",
    bot: "bot",
    typing: "đang nhập…",
    upload_photo: "đang gửi ảnh…",
    upload_document: "đang gửi tệp…",
    edited: "đã sửa",
    picture: "Ảnh",
    enlarge: "Xem ảnh lớn",
    close: "Đóng",
    save: "Lưu tệp {name}",
    apps: "Các ứng dụng trò chuyện",
    zaloOf: "Zalo của {name}",
    zaloGreeting: "Người này chưa nhắn cho bot trên Zalo. Trên Zalo không có nút bấm: mọi việc đều bằng cách nhắn tin.",
    zaloInvitation: "Gửi mã mời",
    sendSticker: "Gửi nhãn dán",
    sendVoice: "Gửi tin nhắn thoại",
    sticker: "Nhãn dán",
    voiceMessage: "🎤 Tin nhắn thoại",
    unsupportedMessage: "📎 Tệp (bot không xem được)",
    usesApps: "dùng {apps}",
    newest: "Về tin mới nhất",
    failed: "Chưa thực hiện được. Mời anh/chị thử lại.",
    "this button is no longer there": "Nút này không còn nữa.",
    "this link does not lead to the bot": "Liên kết này không dẫn tới bot.",
    "Bad Request: IMAGE_PROCESS_FAILED": "Tệp này không phải là ảnh. Mời anh/chị gửi như một tệp.",
    "Bad Request: file must be non-empty": "Tệp này không có nội dung.",
    "Bad Request: file is too big for a photo": "Ảnh lớn hơn 10 MB. Mời anh/chị gửi như một tệp.",
  },
  en: {
    sandbox: "sandbox",
    notice: "The people and the figures here are samples. Everything stays on this computer; nothing is sent out.",
    theme: "Light or dark",
    language: "Language of this page",
    people: "Sample people",
    phones: "Phones",
    search: "Search by name or title",
    nobody: "Nobody fits.",
    choose: "Please choose a person from the list to pick up their phone.",
    offline: "The connection to the sandbox is lost. The page is trying again…",
    phoneOf: "The phone of {name}",
    conversation: "The conversation of {name}",
    putAway: "Put the phone away",
    more: "More",
    block: "Block the bot",
    blocked: "This person has blocked the bot.",
    unblock: "Unblock and start again",
    notStarted: "not started",
    isBlocked: "blocked the bot",
    unread: "{count} unread",
    greeting: "This person has not talked with the bot yet.",
    start: "Start",
    invitation: "Open the invitation",
    write: "Write a message",
    message: "Message…",
    send: "Send",
    attach: "Attach",
    sendPhoto: "Send a picture",
    sendDocument: "Send a file",
    commands: "Commands",
    bot: "bot",
    typing: "typing…",
    upload_photo: "sending a picture…",
    upload_document: "sending a file…",
    edited: "edited",
    picture: "Picture",
    enlarge: "Enlarge the picture",
    close: "Close",
    save: "Save the file {name}",
    apps: "The chat apps",
    zaloOf: "Zalo of {name}",
    zaloGreeting: "This person has not written to the bot in Zalo yet. There are no buttons there: everything is done by writing.",
    zaloInvitation: "Send the invitation code",
    sendSticker: "Send a sticker",
    sendVoice: "Send a voice message",
    sticker: "Sticker",
    voiceMessage: "🎤 Voice message",
    unsupportedMessage: "📎 File (the bot cannot see it)",
    usesApps: "uses {apps}",
    newest: "To the newest message",
    failed: "This could not be done. Please try again.",
    "this button is no longer there": "This button is no longer there.",
    "this link does not lead to the bot": "This link does not lead to the bot.",
    "Bad Request: IMAGE_PROCESS_FAILED": "This file is not a picture. Please send it as a file.",
    "Bad Request: file must be non-empty": "This file is empty.",
    "Bad Request: file is too big for a photo": "The picture is over 10 MB. Please send it as a file.",
  },
};

for (const [language, texts] of Object.entries(PANEL_TEXTS)) Object.assign(TEXTS[language], texts);

let language = localStorage.getItem("language") === "en" ? "en" : "vi";

export function currentLanguage() {
  return language;
}

export function say(key, values = {}) {
  const text = TEXTS[language][key] ?? TEXTS[language].failed;
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

export function sayWhile(action) {
  return action in TEXTS[language] ? say(action) : say("typing");
}

export function timeOfDay(seconds) {
  return new Date(seconds * 1000).toLocaleTimeString(language === "vi" ? "vi-VN" : "en-GB", {
    hour: "2-digit", minute: "2-digit",
  });
}

export function day(seconds) {
  return new Date(seconds * 1000).toLocaleDateString(language === "vi" ? "vi-VN" : "en-GB", {
    weekday: "long", day: "numeric", month: "long",
  });
}

export function fileSize(bytes) {
  const [value, unit] = bytes < 1e6 ? [bytes / 1e3, "kB"] : [bytes / 1e6, "MB"];
  return `${value.toLocaleString(language, { maximumFractionDigits: 1 })} ${unit}`;
}

// Puts the texts of the current language into all elements under `root` that ask for one.
export function translate(root) {
  for (const element of root.querySelectorAll("[data-text]")) element.textContent = say(element.dataset.text);
  for (const element of root.querySelectorAll("[data-placeholder]")) {
    element.placeholder = say(element.dataset.placeholder);
  }
  for (const element of root.querySelectorAll("[data-label]")) {
    const label = say(element.dataset.label, { name: element.dataset.name ?? "" });
    element.setAttribute("aria-label", label);
    if (element.matches("button")) element.title = label;
  }
}

export function speak(wanted) {
  language = wanted;
  localStorage.setItem("language", wanted);
  document.documentElement.lang = wanted;
  document.title = `Phiếu – ${say("sandbox")}`;
  translate(document);
}
