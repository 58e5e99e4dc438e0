/** The header's right side, and its dialogs. */

export const HEADER_CSS = `
.header { position: fixed; right: 13.45rem; top: 0.8rem; z-index: 999990; display: flex; gap: 6px;
  align-items: center; font-size: 0.875rem; }
.header.alone { right: 2.5rem; }
.header > .languages { display: flex; gap: 6px; }
.header dialog .languages { display: none; margin: 0 0 0.9rem; }
.header > button, .header .languages button { min-height: 34px; min-width: 34px;
  background: var(--st-background-color); }
.header .model { display: flex; align-items: center; gap: 0.3rem; max-width: 10rem; }
.header .model[hidden] { display: none; }
.header .current { overflow: hidden; text-overflow: ellipsis; }
.header dialog { color: var(--st-text-color); background: var(--st-background-color); border: 1px solid var(--line);
  border-radius: 12px; padding: 1.2rem 1.4rem; width: min(760px, calc(100vw - 2rem)); max-height: calc(100dvh - 4rem);
  box-shadow: 0 24px 80px rgb(0 0 0 / 35%); }
.header dialog::backdrop { background: rgb(10 12 18 / 55%); }
.header dialog > header { display: flex; justify-content: space-between; align-items: center; margin-bottom: 0.9rem; }
.header h2 { font-size: 1.25rem; margin: 0; padding: 0; font-weight: 600; }
.header h3 { font-size: 0.9375rem; margin: 1.2rem 0 0.4rem; padding: 0; font-weight: 600; }
.header .close { min-width: 44px; min-height: 44px; border-color: transparent; }
.header .cards { list-style: none; margin: 0; padding: 0; display: grid; gap: 0.7rem;
  grid-template-columns: repeat(auto-fill, minmax(300px, 1fr)); }
.header .cards button { width: 100%; display: grid; grid-template-columns: 112px 1fr; gap: 0.9rem;
  align-items: center; text-align: left;
  white-space: normal; padding: 0.6rem; }
.header .cards button[aria-current="true"] { border-color: var(--st-primary-color);
  box-shadow: inset 0 0 0 1px var(--st-primary-color); }
.header .cards img, .header .blank { width: 112px; height: 112px; border-radius: 6px; background: #000;
  object-fit: contain; }
.header .words { display: grid; gap: 0.25rem; }
.header .words b { font-size: 1rem; }
.header .words code { font-size: 0.875rem; color: var(--soft); }
.header .about { font-size: 1rem; line-height: 1.5; margin: 0; }
.header dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.35rem 1rem; margin: 0; line-height: 1.45; }
.header dt { font-weight: 600; }
.header dd { margin: 0; }
@media (min-width: 1360px) { .header .model { max-width: 16rem; } }
@media (max-width: 1180px) { .header { right: 7.5rem; } }
@media (max-width: 640px) {
  .header { right: 7.1rem; top: 0.5rem; }
  .header.alone { right: 0.6rem; }
  .header > .languages { display: none; }
  .header dialog .languages { display: flex; gap: 6px; }
  .header > button, .header .languages button { min-width: 44px; min-height: 44px; }
  .header .model { max-width: calc(100vw - 17.5rem); font-size: 0.875rem; padding: 0 0.3rem; }
  .header dl { grid-template-columns: 1fr; }
  .header dt { margin-top: 0.4rem; }
}
`;
