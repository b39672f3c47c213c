import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import './app/base.css';
import './app/door.css';
import './app/sheets.css';
import './app/desk.css';
import './app/card.css';
import './app/told.css';
import './app/floating.css';
import './app/narrow.css';
import './app/composer.css';
import './app/conversation.css';
import './app/sms.css';
import './app/attachment.css';
import './app/emergency.css';

const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);
