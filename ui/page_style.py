"""How Streamlit's own parts stand on our pages: room, contrast, and on a phone sizes for a finger.

It is in the page's head (server.py), so that nothing moves when the first run's parts arrive. Every rule begins with
`.stApp`: Streamlit's own rules come later, and win where they weigh the same.
"""

from ui.map.layout import HEIGHT_PX, ON_PHONE_PX

# Room for the map: Streamlit's own page margins take a sixth of a laptop's screen. Loaders draw nothing, so
# they must not take a gap of the layout either.
PAGE_STYLE = """
/* A wall is seen from afar: there text grows with the window, and with it what is measured in it. */
html:root { font-size: clamp(16px, min(0.625vw, 1.12vh), 32px); }
.stApp .stMainBlockContainer { padding: 4rem 2.5rem 0.75rem; max-width: none; }
/* The first visitor of a fresh server would see Streamlit's own list of pages come and go there. */
@media (min-width: 769px) { .stApp [data-testid="stSidebar"] { display: none; } }
.stApp [class*="st-key-silent"] { position: absolute; }
.stApp [class*="st-key-silent"] [data-testid="stSkeleton"] { display: none; }
.stApp .st-key-map { min-height: MAP_PXpx; }
/* Streamlit's own 0.6 leaves captions a contrast of 4.3 on white. */
.stApp :is([data-testid="stCaptionContainer"], [data-testid="stImageCaption"]) { opacity: 0.8; }
/* While Python computes, Streamlit fades what is there to 0.33, where no text can be read. */
.stApp [data-testid="stElementContainer"][data-stale="true"] { opacity: 1; transition: none; }
.stApp .stButtonGroup button { min-height: 2.5rem; } /* as the fields beside them */
/* White on the accent of the dark theme has a contrast of 2.4. */
.stApp [data-testid="stBaseButton-primary"] p { color: light-dark(#fff, #11141c); }
/* So have most of the colours in which code is highlighted. */
.stApp pre .token { color: inherit !important; }
.stApp pre .token.keyword { font-weight: 650; }
.stApp .page-head { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.15rem 0.9rem; line-height: 1.4; }
.stApp .page-head h1 { font-size: 1.375rem; font-weight: 650; padding: 0; margin: 0; }
.stApp .page-head p { font-size: 1rem; margin: 0; opacity: 0.78; text-wrap: balance; }
.stApp .stMarkdown h2 { font-size: 1.25rem; padding: 0.6rem 0 0.4rem; }
/* Until what draws them has arrived, Streamlit puts grey bars of 40 pixels in the place of HTML and of code. */
.stApp .st-key-page-head [data-testid="stSkeleton"] { height: HEAD_PXpx; }
.stApp .st-key-train-form .stColumn [data-testid="stSkeleton"] { height: 72px; } /* a field with its label */
.stApp .st-key-long-code [data-testid="stMarkdownPre"]:has([data-testid="stSkeleton"]) { height: CODE_PXpx; }
.stApp [data-testid="stMarkdownPre"] ~ [data-testid="stMarkdownPre"]:has([data-testid="stSkeleton"]) { height: 54px; }
@media (min-width: 641px) and (max-width: 2559px) { .stApp .st-key-sheet { min-height: SHEET_AT_DESK_PXpx; } }
@media (min-width: 641px) and (max-width: 1180px) { /* two fields beside each other show what is chosen */
  .stApp .stHorizontalBlock:has(> .stColumn .st-key-train-form) { flex-wrap: nowrap; }
  .stApp .stHorizontalBlock > .stColumn:has(.st-key-train-form) { min-width: 19rem; }
  .stApp .stHorizontalBlock > .stColumn:has(.st-key-train-form) + .stColumn { min-width: 0; }
}
@media (max-width: 640px) {
  .stApp .stMainBlockContainer { padding: 4rem 0.9rem 5.5rem; } /* above the bar of pages */
  .stApp .st-key-page-head [data-testid="stSkeleton"] { height: HEAD_ON_PHONE_PXpx; }
  .stApp .st-key-long-code [data-testid="stMarkdownPre"]:has([data-testid="stSkeleton"]) { height: CODE_ON_PHONE_PXpx; }
  .stApp pre, .stApp pre code { white-space: pre-wrap !important; overflow-wrap: anywhere; } /* no key scrolls it */
  .stApp .st-key-map { min-height: PHONE_PXpx; }
  /* Two short fields stay beside each other: Start is on the first screen. */
  .stApp .st-key-train-form .stHorizontalBlock { flex-wrap: nowrap; }
  .stApp .st-key-train-form .stColumn { min-width: 0; flex: 1 1 0; }
  .stApp .st-key-picture-first > [data-testid="stLayoutWrapper"] > .stHorizontalBlock { flex-wrap: wrap-reverse; }
  /* What says so comes after what is moved over: the columns themselves take no part in the layout then. */
  .stApp .st-key-picture-first:has(.st-key-last-on-phone) > * > .stHorizontalBlock { flex-wrap: wrap; }
  .stApp .st-key-picture-first:has(.st-key-last-on-phone) > * > * > .stColumn,
  .stApp .st-key-picture-first:has(.st-key-last-on-phone) > * > * > .stColumn > * { display: contents; }
  .stApp .st-key-picture-first:has(.st-key-last-on-phone) > * > * > .stColumn > * > * { width: 100%; }
  .stApp .stColumn:last-child > * > :not(:has(.st-key-last-on-phone)) { order: -1; }
  .stApp .st-key-sheet { min-height: calc(100vw + SHEET_PXpx); }
  /* A finger needs 44 pixels; Streamlit's own fields and buttons have 40 or fewer. */
  .stApp :is(.stButton, .stDownloadButton, .stLinkButton, .stButtonGroup, .stFileUploader) button,
  .stApp :is([data-testid="stNumberInputContainer"], [data-testid="stTextInputRootElement"]),
  .stApp :is([role="group"]:has(> [role="combobox"]), summary) { min-height: 44px; }
  .stApp [data-testid^="stNumberInputStep"] { min-width: 44px; }
  .stApp [data-testid="stTooltipIcon"] button { position: relative; }
  .stApp [data-testid="stTooltipIcon"] button::after { content: ""; position: absolute; inset: -18px -14px -10px; }
}
/* The room that the picture with its meter will need there: what is below must not jump when it comes. */
@media (max-width: 460px) { .stApp .st-key-picture-first .st-key-stage { min-height: STAGE_PXpx; } }
"""
SIZES = {
    "MAP_PX": HEIGHT_PX,
    "PHONE_PX": ON_PHONE_PX,
    "STAGE_PX": 499,
    "SHEET_AT_DESK_PX": 518,
    "SHEET_PX": 159,  # beside the sheet, which is as wide as the page
    "HEAD_PX": 31,
    "HEAD_ON_PHONE_PX": 78,  # the sentence takes two lines there
    "CODE_PX": 413,
    "CODE_ON_PHONE_PX": 659,
}
for name, px in SIZES.items():
    PAGE_STYLE = PAGE_STYLE.replace(f" {name}px", f" {px}px")
