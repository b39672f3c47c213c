import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import './app/base.css';
import './app/desk.css';
import './app/conversation.css';

const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);
