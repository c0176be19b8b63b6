import { buildWeb } from '../src/cli/web.ts'

/* `npm run build`: the web app, as `npm start` builds it when its sources changed. */
await buildWeb()
